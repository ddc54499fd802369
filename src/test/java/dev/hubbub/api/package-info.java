/** The API as programs see it: a whole hub, asked over HTTP. */
@NullMarked
package dev.hubbub.api;

import org.jspecify.annotations.NullMarked;
