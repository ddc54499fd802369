package dev.hubbub.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one file {@code channels: [ … ]}. */
final class ChannelFile {
    private static final int MOST = 5_000;
    private static final int LONGEST_TITLE = 100;
    private static final int MOST_ENTRIES = 200;
    private static final Set<String> KEYS = Set.of("channel", "title", "read", "write", "parsers", "retention");
    private static final Set<String> ROLES = Set.of("admin", "operator", "member");
    private static final Pattern CALLER = Pattern.compile("(user|client):[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");
    private static final Pattern PARSER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private final Problems problems;
    private final Map<String, Integer> lines = new HashMap<>();

    private ChannelFile(Problems problems) {
        this.problems = problems;
    }

    /** The settings in a text; what is wrong is told. */
    static List<ChannelSetting> read(String text, Problems problems) {
        Yaml document = YamlReader.read(text, problems);
        YamlFields fields =
                document == null ? null : YamlFields.of(document, problems, "a file of channels", Set.of("channels"));
        if (fields == null || fields.required("channels") == null) {
            return List.of();
        }
        ChannelFile file = new ChannelFile(problems);
        List<ChannelSetting> settings = new ArrayList<>();
        for (Yaml entry : fields.list("channels", MOST)) {
            ChannelSetting setting = file.setting(entry);
            if (setting != null) {
                settings.add(setting);
            }
        }
        return settings;
    }

    private @Nullable ChannelSetting setting(Yaml entry) {
        YamlFields fields = YamlFields.of(entry, problems, "a channel", KEYS);
        if (fields == null || fields.required("channel") == null) {
            return null;
        }
        ChannelPattern pattern = pattern(fields.text("channel", LONGEST_TITLE));
        Yaml.Scalar title = fields.text("title", LONGEST_TITLE);
        Set<String> read = callers(fields.texts("read", MOST_ENTRIES, LONGEST_TITLE));
        Set<String> write = callers(fields.texts("write", MOST_ENTRIES, LONGEST_TITLE));
        List<String> parsers = fields.has("parsers") ? parsers(fields) : null;
        Duration keep = retention(fields.text("retention", LONGEST_TITLE));
        return pattern == null
                ? null
                : new ChannelSetting(pattern, title == null ? null : title.text(), read, write, parsers, keep);
    }

    private @Nullable ChannelPattern pattern(Yaml.@Nullable Scalar written) {
        if (written == null) {
            return null;
        }
        Integer before = lines.putIfAbsent(written.text(), written.place().line());
        if (before != null) {
            problems.add(written.place(), written.text() + " stands already in line " + before);
        }
        ChannelPattern pattern = ChannelPattern.parse(written.text()).orElse(null);
        if (pattern == null) {
            problems.add(written.place(), "'" + written.text() + "' is no channel: write " + ChannelPattern.ALLOWED);
        }
        return pattern;
    }

    private Set<String> callers(List<Yaml.Scalar> written) {
        Set<String> callers = new LinkedHashSet<>();
        for (Yaml.Scalar caller : written) {
            if (!ROLES.contains(caller.text()) && !CALLER.matcher(caller.text()).matches()) {
                problems.add(
                        caller.place(),
                        "'" + caller.text() + "' is nobody: write admin, operator, member, user:NAME or client:ID"
                                + Suggestion.didYouMean(caller.text(), ROLES));
            }
            callers.add(caller.text());
        }
        return callers;
    }

    /** An empty list means that none looks at it. */
    private List<String> parsers(YamlFields fields) {
        if (fields.value("parsers") instanceof Yaml.Items items
                && items.values().isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Yaml.Scalar name : fields.texts("parsers", MOST_ENTRIES, LONGEST_TITLE)) {
            if (!PARSER.matcher(name.text()).matches()) {
                problems.add(name.place(), "'" + name.text() + "' is no name of a parser");
            }
            names.add(name.text());
        }
        return names;
    }

    private @Nullable Duration retention(Yaml.@Nullable Scalar written) {
        if (written == null) {
            return null;
        }
        Duration keep = Durations.parse(written.text()).orElse(null);
        if (keep == null || keep.isZero()) {
            problems.add(written.place(), "'" + written.text() + "' is no time to keep: write " + Durations.ALLOWED);
        }
        return keep;
    }
}
