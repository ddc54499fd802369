/**
 * Forms that somebody filled in: instances of XForms, as XML or as WBXML. Begin with {@link dev.hubbub.form.FormReader}; {@link
 * dev.hubbub.form.WbxmlReader} makes XML of bytes, {@link dev.hubbub.form.FormSchema} says whether what is filled in is right.
 *
 * <p>All of it is hostile until it has been read: no document type, no entities, nothing from elsewhere, bounded in bytes, depth and
 * elements.
 */
@NullMarked
package dev.hubbub.form;

import org.jspecify.annotations.NullMarked;
