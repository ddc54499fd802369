/** The sandbox's servers by themselves. */
@NullMarked
package dev.hubbub.sandbox;

import org.jspecify.annotations.NullMarked;
