/**
 * The page as people use it: a real hub, a real browser. {@link dev.hubbub.page.Stage} starts both once for all tests;
 * a {@link dev.hubbub.page.Visitor} is somebody in front of a browser of their own.
 */
@NullMarked
package dev.hubbub.page;

import org.jspecify.annotations.NullMarked;
