package dev.hubbub.bot;

import java.util.SortedMap;

/** The commands that are served just now. */
@FunctionalInterface
public interface Commands {
    /**
     * Each command's word with its description: one line on what it does, then, on further lines, how it is written; may
     * be empty.
     */
    SortedMap<String, String> all();
}
