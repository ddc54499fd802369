package dev.hubbub.bot;

import java.util.List;

/** The commands that are served just now. */
@FunctionalInterface
public interface Commands {
    /** All of them, by word. */
    List<Command> list();

    /**
     * One command.
     *
     * @param word what is said after the {@code !}
     * @param description one line on what it does; may be empty
     * @param usage how it is written, one form a line; may be empty
     */
    record Command(String word, String description, String usage) {}
}
