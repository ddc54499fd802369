package dev.hubbub.component;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The commands that running routes serve. */
public final class CommandList {
    private final Map<String, String> commands = new ConcurrentHashMap<>();

    void add(String word, String description) {
        if (commands.putIfAbsent(word, description) != null) {
            throw new IllegalStateException("another route serves !" + word + " already");
        }
    }

    void remove(String word) {
        commands.remove(word);
    }

    /** Whether a route serves it. */
    public boolean has(String word) {
        return commands.containsKey(word);
    }

    /** Each command's word with its description. */
    public SortedMap<String, String> all() {
        return new TreeMap<>(commands);
    }
}
