package dev.hubbub.rules;

import dev.hubbub.config.Problems;
import dev.hubbub.config.Suggestion;
import dev.hubbub.config.Yaml;
import dev.hubbub.config.YamlFields;
import dev.hubbub.message.Priority;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads single words of the rule language. */
final class Vocabulary {
    private static final List<String> PRIORITIES =
            Arrays.stream(Priority.values()).map(Vocabulary::shown).toList();

    private Vocabulary() {}

    static String shown(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A value read by a function whose IllegalArgumentException is told at the value's place; then null. */
    static <T> @Nullable T read(Yaml.Scalar text, Function<String, T> read, Problems problems) {
        try {
            return read.apply(text.text());
        } catch (IllegalArgumentException e) {
            problems.add(text.place(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    static @Nullable Priority priority(YamlFields in, String key, Problems problems) {
        Yaml.Scalar text = in.text(key, 20);
        return text == null ? null : read(text, Vocabulary::priority, problems);
    }

    private static Priority priority(String text) {
        if (!PRIORITIES.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is no priority (" + String.join(", ", PRIORITIES) + ")"
                    + Suggestion.didYouMean(text, PRIORITIES));
        }
        return Priority.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
