package dev.hubbub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of which it is known what they should be. Asking for one answers null (or nothing) where it is absent,
 * and also where it is wrong: then the problem has been told.
 */
public final class YamlFields {
    private final Yaml.Fields fields;
    private final Problems problems;

    private YamlFields(Yaml.Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /**
     * Reads a value as keys and values, none but the known ones.
     *
     * @param what what it is, for the sentence if it is something else: {@code "a rule"}
     * @return null if it is no such thing; unknown keys are told and passed over
     */
    public static @Nullable YamlFields of(Yaml value, Problems problems, String what, Set<String> known) {
        if (!(value instanceof Yaml.Fields fields)) {
            problems.add(
                    value.place(), what + " is written as keys and values (" + String.join(", ", sorted(known)) + ")");
            return null;
        }
        fields.entries().forEach((name, field) -> {
            if (!known.contains(name)) {
                problems.add(field.key(), "unknown key '" + shortened(name) + "'" + Suggestion.didYouMean(name, known));
            }
        });
        return new YamlFields(fields, problems);
    }

    public Yaml.Place place() {
        return fields.place();
    }

    public boolean has(String name) {
        return fields.entries().containsKey(name);
    }

    /** The names that are there, known or not, in the order of writing. */
    public Set<String> names() {
        return fields.entries().keySet();
    }

    public @Nullable Yaml value(String name) {
        Yaml.Field field = fields.entries().get(name);
        return field == null ? null : field.value();
    }

    /** The value of a key without which the rest makes no sense; its absence is told. */
    public @Nullable Yaml required(String name) {
        Yaml value = value(name);
        if (value == null) {
            problems.add(place(), "'" + name + "' is missing");
        }
        return value;
    }

    /** A text of 1 to {@code most} characters that is not blank. */
    public Yaml.@Nullable Scalar text(String name, int most) {
        Yaml value = value(name);
        return value == null ? null : asText(value, most);
    }

    /** A text, or a list of 1 to {@code mostItems} texts. */
    public List<Yaml.Scalar> texts(String name, int mostItems, int most) {
        List<Yaml.Scalar> texts = new ArrayList<>();
        for (Yaml item : oneOrMore(name, mostItems)) {
            Yaml.Scalar text = asText(item, most);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A value, or the 1 to {@code mostItems} values of a list. */
    public List<Yaml> oneOrMore(String name, int mostItems) {
        Yaml value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Yaml.Items items)) {
            return List.of(value);
        }
        return sized(items, mostItems);
    }

    /** The 1 to {@code mostItems} values of a list. */
    public List<Yaml> list(String name, int mostItems) {
        Yaml value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Yaml.Items items)) {
            problems.add(value.place(), "must be a list");
            return List.of();
        }
        return sized(items, mostItems);
    }

    private List<Yaml> sized(Yaml.Items items, int most) {
        if (items.values().isEmpty()) {
            problems.add(items.place(), "is an empty list");
        } else if (items.values().size() > most) {
            problems.add(items.place(), "has more than " + most + " entries");
            return List.of();
        }
        return items.values();
    }

    /** A flag: {@code true} or {@code false}. */
    public @Nullable Boolean flag(String name) {
        Yaml value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.FLAG) {
            return scalar.text().equals("true");
        }
        problems.add(value.place(), "must be true or false");
        return null;
    }

    private Yaml.@Nullable Scalar asText(Yaml value, int most) {
        if (!(value instanceof Yaml.Scalar scalar)) {
            problems.add(value.place(), "must be a text");
            return null;
        }
        String reason = whyNoText(scalar, most);
        if (reason != null) {
            problems.add(scalar.place(), reason);
            return null;
        }
        return scalar;
    }

    private static @Nullable String whyNoText(Yaml.Scalar scalar, int most) {
        return switch (scalar.kind()) {
            case NUMBER -> scalar.text() + " is a number here; put it in quotes";
            case FLAG -> scalar.text() + " is a flag here; put it in quotes";
            case NOTHING -> "is empty";
            case TEXT -> {
                if (scalar.text().isBlank()) {
                    yield "is empty";
                }
                yield scalar.text().length() > most ? "is longer than " + most + " characters" : null;
            }
        };
    }

    private static Set<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }

    private static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
