/** X, against a fake of its API that runs in the same process. */
@NullMarked
package dev.hubbub.channel.x;

import org.jspecify.annotations.NullMarked;
