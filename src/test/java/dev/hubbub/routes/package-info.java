/** Route files that come, change, break and go while others run on. */
@NullMarked
package dev.hubbub.routes;

import org.jspecify.annotations.NullMarked;
