package dev.hubbub.rules;

import dev.hubbub.config.Problem;
import dev.hubbub.config.Problems;
import dev.hubbub.config.Yaml;
import dev.hubbub.config.YamlFields;
import dev.hubbub.config.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rules: files of them, and single ones made in the page (JSON, which is YAML). */
public final class RuleFiles {
    static final int LONGEST_NAME = 200;
    static final int MOST_RULES = 20_000;
    static final int MOST_ACTIONS = 20;

    private static final Set<String> RULE = Set.of("name", "when", "then", "enabled");

    private RuleFiles() {}

    /**
     * What a text says.
     *
     * @param rules in their order; none if there is a problem
     * @param problems what is wrong with it
     */
    public record Parsed(List<Rule> rules, List<Problem> problems) {
        public Parsed {
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
        }
    }

    /** Reads a file {@code rules: [ … ]}. */
    public static Parsed parse(String file, String text) {
        Problems problems = new Problems(file);
        List<Rule> rules = read(file, text, problems);
        return new Parsed(rules, problems.list());
    }

    /** Reads one rule made in the hub: {@code {"name": …, "when": {…}, "then": […]}}. */
    public static Parsed parseOne(String id, String json) {
        Problems problems = new Problems("rule");
        Yaml value = YamlReader.read(json, problems);
        Rule rule = value == null ? null : rule(value, place -> new Rule.Origin.Made(id), problems);
        return new Parsed(rule == null || !problems.isEmpty() ? List.of() : List.of(rule), problems.list());
    }

    /** Reads a file; none, with problems told, if anything in it is wrong. */
    static List<Rule> read(String file, String text, Problems problems) {
        Yaml document = YamlReader.read(text, problems);
        YamlFields fields =
                document == null ? null : YamlFields.of(document, problems, "a file of rules", Set.of("rules"));
        if (fields == null || fields.required("rules") == null) {
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Yaml value : rules(fields, problems)) {
            Rule rule = rule(value, place -> new Rule.Origin.File(file, place.line()), problems);
            if (rule != null) {
                rules.add(rule);
                refuseSecond(rule.name(), value.place(), lines, problems);
            }
        }
        return problems.isEmpty() ? rules : List.of();
    }

    /** The list of rules, which may be empty as no other list may. */
    private static List<Yaml> rules(YamlFields fields, Problems problems) {
        boolean none = fields.value("rules") instanceof Yaml.Items items
                && items.values().isEmpty();
        return none || !problems.isEmpty() ? List.of() : fields.list("rules", MOST_RULES);
    }

    private static void refuseSecond(String name, Yaml.Place place, Map<String, Integer> lines, Problems problems) {
        Integer earlier = lines.putIfAbsent(name, place.line());
        if (earlier != null) {
            problems.add(place, "a rule of the name '" + name + "' begins in line " + earlier + " already");
        }
    }

    private static @Nullable Rule rule(Yaml value, Function<Yaml.Place, Rule.Origin> origin, Problems problems) {
        YamlFields fields = YamlFields.of(value, problems, "a rule", RULE);
        if (fields == null) {
            return null;
        }
        Yaml.Scalar name = fields.required("name") == null ? null : fields.text("name", LONGEST_NAME);
        Yaml when = fields.required("when");
        Condition.All condition = when == null ? null : new ConditionReader(problems).read(when);
        List<Action> then = fields.required("then") == null ? List.of() : actions(fields, problems);
        boolean enabled = !Boolean.FALSE.equals(fields.flag("enabled"));
        return name == null || condition == null
                ? null
                : new Rule(name.text(), origin.apply(fields.place()), condition, then, enabled);
    }

    private static List<Action> actions(YamlFields fields, Problems problems) {
        List<Action> actions = new ArrayList<>();
        ActionReader reader = new ActionReader(problems);
        for (Yaml value : fields.list("then", MOST_ACTIONS)) {
            Action action = reader.read(value);
            if (action != null) {
                actions.add(action);
            }
        }
        return actions;
    }
}
