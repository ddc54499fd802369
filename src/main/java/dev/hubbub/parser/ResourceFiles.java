package dev.hubbub.parser;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.hubbub.config.Problems;
import dev.hubbub.config.Yaml;
import dev.hubbub.config.YamlFields;
import dev.hubbub.config.YamlReader;
import dev.hubbub.rules.Regexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of {@code config/resources}: {@code resources: [ { name: booking, pattern: '\d{8}', href: '/bookings/{id}'
 * } ]}.
 */
public final class ResourceFiles {
    private static final Set<String> KEYS = Set.of("name", "pattern", "href");
    private static final int MOST = 100;

    private ResourceFiles() {}

    /** The resources of a file; none, with problems told, if anything in it is wrong. */
    public static List<Resource> read(String file, String text, Problems problems) {
        Yaml document = YamlReader.read(text, problems);
        YamlFields top =
                document == null ? null : YamlFields.of(document, problems, "a file of resources", Set.of("resources"));
        if (top == null || top.required("resources") == null) {
            return List.of();
        }
        List<Resource> resources = new ArrayList<>();
        for (Yaml value : top.list("resources", MOST)) {
            Resource resource = resource(value, problems);
            if (resource != null
                    && resources.stream().anyMatch(other -> other.name().equals(resource.name()))) {
                problems.add(value.place(), "the resource '" + resource.name() + "' is there already");
            } else if (resource != null) {
                resources.add(resource);
            }
        }
        return problems.isEmpty() ? resources : List.of();
    }

    private static @Nullable Resource resource(Yaml value, Problems problems) {
        YamlFields fields = YamlFields.of(value, problems, "a resource", KEYS);
        if (fields == null) {
            return null;
        }
        KEYS.stream().sorted().forEach(fields::required);
        Yaml.Scalar name = fields.text("name", 63);
        Yaml.Scalar href = fields.text("href", 1000);
        Pattern pattern = pattern(fields.text("pattern", 1000), problems);
        if (name == null || href == null || pattern == null) {
            return null;
        }
        try {
            return new Resource(name.text(), pattern, href.text());
        } catch (IllegalArgumentException e) {
            problems.add(fields.place(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Pattern pattern(Yaml.@Nullable Scalar text, Problems problems) {
        if (text == null) {
            return null;
        }
        try {
            return Regexes.compile(text.text());
        } catch (PatternSyntaxException e) {
            problems.add(text.place(), "is no regular expression (RE2): " + e.getDescription());
        } catch (IllegalArgumentException e) {
            problems.add(text.place(), String.valueOf(e.getMessage()));
        }
        return null;
    }
}
