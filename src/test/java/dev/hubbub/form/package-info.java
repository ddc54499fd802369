/** Tests of forms. */
@NullMarked
package dev.hubbub.form;

import org.jspecify.annotations.NullMarked;
