package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;

/** Keeps account of what routes would have brought in and must not. */
@FunctionalInterface
public interface Returns {
    /** A message was on its way to a channel and is held back. May wait for the database. */
    void heldBack(MessageId message, ChannelId channel, String why);
}
