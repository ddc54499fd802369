/**
 * The way out: what was committed is sent, each channel on a lane of its own, until each delivery has ended. {@link
 * dev.hubbub.outbox.Outbox} runs the lanes; {@link dev.hubbub.outbox.DeliveryQueue} is the table behind them; {@link
 * dev.hubbub.outbox.Outcome} says how an attempt can end.
 */
@NullMarked
package dev.hubbub.outbox;

import org.jspecify.annotations.NullMarked;
