/** Tests of what channels share. */
@NullMarked
package dev.hubbub.channel;

import org.jspecify.annotations.NullMarked;
