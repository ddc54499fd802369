/**
 * The words of the hub as values: what was said ({@link dev.hubbub.message.Message}), where
 * ({@link dev.hubbub.message.ChannelId}), by whom ({@link dev.hubbub.message.Address}), and what is owed because of it
 * ({@link dev.hubbub.message.Delivery}).
 *
 * <p>Everything here is an immutable record or a closed set, copied at the door, and knows only {@code java.*}. Start
 * with {@code Message}; a {@link dev.hubbub.message.Draft} is a message before the hub has accepted it.
 */
@NullMarked
package dev.hubbub.message;

import org.jspecify.annotations.NullMarked;
