/**
 * What happens in the hub, told to whoever listens: SSE streams, {@code hub:events}, later webhooks. All of them read
 * the one {@link dev.hubbub.events.EventLog}, in commit order.
 */
@NullMarked
package dev.hubbub.events;

import org.jspecify.annotations.NullMarked;
