/** Tests of webhooks. */
@NullMarked
package dev.hubbub.channel.webhook;

import org.jspecify.annotations.NullMarked;
