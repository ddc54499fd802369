package dev.hubbub.intake;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import java.util.Optional;

/** Tells whether a message is a command to the bot. */
@FunctionalInterface
public interface CommandFinder {
    /** The {@code command/WORD} that is to see to it, if it is a command that somebody serves. */
    Optional<ChannelId> commandIn(Draft draft);
}
