package dev.hubbub.bot;

import dev.hubbub.message.Draft;
import java.util.concurrent.CompletionStage;

/** How the bot brings a message into the hub; the stage ends when it is committed. */
@FunctionalInterface
public interface Voice {
    CompletionStage<?> say(Draft draft);
}
