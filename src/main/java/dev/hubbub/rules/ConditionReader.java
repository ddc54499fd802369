package dev.hubbub.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.hubbub.config.Problems;
import dev.hubbub.config.Yaml;
import dev.hubbub.config.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the {@code when:} of a rule. */
final class ConditionReader {
    static final int MOST_VALUES = 1000;
    static final int MOST_PATTERNS = 50;
    static final int LONGEST_PHRASE = Phrase.LONGEST;
    static final int LONGEST_PATTERN = 1000;
    static final int LONGEST_ADDRESS = 512;

    private static final Set<String> KEYS = Set.of(
            "channel",
            "sender",
            "text",
            "subject",
            "matches",
            "tag",
            "priority",
            "verified",
            "time",
            "hasAttachment",
            "not",
            "any",
            "all");
    private static final Pattern CHANNEL = Pattern.compile("\\*|[a-z0-9*-]+/[a-z0-9*._-]+");
    private static final Pattern SENDER = Pattern.compile("\\*.*|[A-Za-z][A-Za-z0-9+.-]*:.*");

    private final Problems problems;

    ConditionReader(Problems problems) {
        this.problems = problems;
    }

    /** All conditions of one map; null (and told) if it is none. */
    Condition.@Nullable All read(Yaml value) {
        YamlFields fields = YamlFields.of(value, problems, "a condition", KEYS);
        if (fields == null) {
            return null;
        }
        List<Condition> all = new ArrayList<>();
        for (String key : fields.names()) {
            Condition condition = KEYS.contains(key) ? read(key, fields) : null;
            if (condition != null) {
                all.add(condition);
            }
        }
        return new Condition.All(all);
    }

    private @Nullable Condition read(String key, YamlFields in) {
        return switch (key) {
            case "channel" -> new Condition.Channel(texts(in, key, LONGEST_ADDRESS, ConditionReader::channel));
            case "sender" -> new Condition.Sender(texts(in, key, LONGEST_ADDRESS, ConditionReader::sender));
            case "text" -> words(in, key, Condition.In.SUBJECT_OR_TEXT);
            case "subject" -> words(in, key, Condition.In.SUBJECT);
            case "matches" -> new Condition.Matches(patterns(in));
            case "tag" -> new Condition.HasTag(texts(in, key, LONGEST_PHRASE, TagPattern::parse));
            case "priority" -> {
                var priority = Vocabulary.priority(in, key, problems);
                yield priority == null ? null : new Condition.AtLeast(priority);
            }
            case "verified" -> {
                Boolean wanted = in.flag(key);
                yield wanted == null ? null : new Condition.Verified(wanted);
            }
            case "hasAttachment" -> {
                Boolean wanted = in.flag(key);
                yield wanted == null ? null : new Condition.HasAttachment(wanted);
            }
            case "time" -> new TimeReader(problems).read(in);
            case "not" -> {
                Condition.All inner = nested(in.value(key));
                yield inner == null ? null : new Condition.Not(inner);
            }
            case "any" -> new Condition.Any(nested(in, key));
            case "all" -> new Condition.All(nested(in, key));
            default -> throw new IllegalStateException(key);
        };
    }

    private Condition words(YamlFields in, String key, Condition.In where) {
        return new Condition.Words(where, texts(in, key, LONGEST_PHRASE, Phrase::parse));
    }

    private List<Condition> nested(YamlFields in, String key) {
        List<Condition> conditions = new ArrayList<>();
        for (Yaml value : in.list(key, MOST_PATTERNS)) {
            Condition.All inner = nested(value);
            if (inner != null) {
                conditions.add(inner);
            }
        }
        return conditions;
    }

    private Condition.@Nullable All nested(@Nullable Yaml value) {
        if (value == null) {
            return null;
        }
        Condition.All inner = read(value);
        if (inner != null
                && value instanceof Yaml.Fields fields
                && fields.entries().isEmpty()) {
            problems.add(value.place(), "has no condition in it");
        }
        return inner;
    }

    private List<Pattern> patterns(YamlFields in) {
        List<Pattern> patterns = new ArrayList<>();
        for (Yaml.Scalar text : in.texts("matches", MOST_PATTERNS, LONGEST_PATTERN)) {
            try {
                patterns.add(Regexes.compile(text.text()));
            } catch (PatternSyntaxException e) {
                problems.add(text.place(), "is no regular expression (RE2): " + e.getDescription());
            } catch (IllegalArgumentException e) {
                problems.add(text.place(), String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }

    /** The values of a key, each read by a function whose IllegalArgumentException is told at its place. */
    private <T> List<T> texts(YamlFields in, String key, int longest, Function<String, T> read) {
        List<T> values = new ArrayList<>();
        for (Yaml.Scalar text : in.texts(key, MOST_VALUES, longest)) {
            T value = Vocabulary.read(text, read, problems);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Glob channel(String text) {
        if (!CHANNEL.matches(text)) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no channel or pattern of channels: write kind/name in lower-case letters, as sms/main or sms/*");
        }
        return new Glob(text);
    }

    private static Glob sender(String text) {
        if (!SENDER.matches(text)) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no address or pattern of addresses: write scheme:rest, as mailto:ana@x.org or \"mailto:*@x.org\"");
        }
        return new Glob(text);
    }
}
