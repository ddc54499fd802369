/** Tests of feeds. */
@NullMarked
package dev.hubbub.channel.feed;

import org.jspecify.annotations.NullMarked;
