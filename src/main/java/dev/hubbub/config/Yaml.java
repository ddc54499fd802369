package dev.hubbub.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML (or JSON) text that knows where it stands. */
public sealed interface Yaml {
    /** Where it begins. */
    Place place();

    /**
     * A place in a text.
     *
     * @param line counted from 1
     * @param column counted from 1
     * @param path as {@code rules[0].when.channel}; empty for the whole
     */
    record Place(int line, int column, String path) {}

    /** What a plain scalar stands for (YAML 1.2, JSON schema). */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NOTHING
    }

    /**
     * One word, text, number or flag.
     *
     * @param text as it is written, without quotes
     */
    record Scalar(Place place, String text, Kind kind) implements Yaml {}

    /** A list. */
    record Items(Place place, List<Yaml> values) implements Yaml {
        public Items {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    /** Keys with their values, in the order of writing. */
    record Fields(Place place, Map<String, Field> entries) implements Yaml {
        public Fields {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /**
     * A value with its key.
     *
     * @param key where the key stands
     */
    record Field(Place key, Yaml value) {}
}
