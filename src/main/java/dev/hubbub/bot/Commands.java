package dev.hubbub.bot;

import java.util.SortedMap;

/** The commands that are served just now. */
@FunctionalInterface
public interface Commands {
    /**
     * Each command's word with its description: what it does in a line, then how it is written, each part after a {@code
     * |}; may be empty.
     */
    SortedMap<String, String> all();
}
