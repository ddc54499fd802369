/**
 * X (Twitter), by its API v2 over HTTP: mentions, a search and direct messages in; posts, replies and direct messages out.
 *
 * <p>Begin with {@link dev.hubbub.channel.x.XEndpoint}, which says what {@code x:} addresses there are; {@code XConsumer} reads,
 * {@code XProducer} writes, both by the one {@code XClient}, which logs in and obeys the limits that X sets.
 */
@NullMarked
package dev.hubbub.channel.x;

import org.jspecify.annotations.NullMarked;
