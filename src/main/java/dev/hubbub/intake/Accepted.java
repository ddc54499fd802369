package dev.hubbub.intake;

import dev.hubbub.message.Message;

/**
 * A message is in the log, durably.
 *
 * @param message as it is stored
 * @param repeat whether it was there already: the same thing arrived again
 */
public record Accepted(Message message, boolean repeat) {}
