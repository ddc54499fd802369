/** Tests of how the log is written. */
@NullMarked
package dev.hubbub.log;

import org.jspecify.annotations.NullMarked;
