package dev.hubbub.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A schema of the contract, compiled: says of a value that it surely fits. It knows the plain half of JSON Schema and
 * says no to all else, also to what it does not know: then the library's validator decides, and finds the words for what
 * is wrong. Nearly every request is right, and the library takes twenty times as long.
 */
final class QuickCheck {
    /** What describes a schema and binds nobody. */
    private static final Set<String> WORDS = Set.of(
            "description",
            "title",
            "example",
            "examples",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "contentEncoding",
            "contentMediaType",
            "__absolute_uri__",
            "__absolute_ref__",
            "__absolute_recursive_ref__",
            "$id");

    /** Whether a value fits. */
    @FunctionalInterface
    private interface Rule {
        boolean fits(Object value);
    }

    private static final Rule NEVER = value -> false;

    private final Rule rule;

    private QuickCheck(Rule rule) {
        this.rule = rule;
    }

    /** The check for a schema. */
    static QuickCheck of(@Nullable Object schema) {
        return new QuickCheck(compile(schema));
    }

    /** Whether a value of maps, lists, texts, numbers and truth values surely fits; no says nothing. */
    boolean surelyFits(Object value) {
        return rule.fits(value);
    }

    private static Rule compile(@Nullable Object schema) {
        if (!(schema instanceof JsonObject json) || !(json.getValue("type") instanceof String type)) {
            return NEVER;
        }
        Set<String> keywords = new HashSet<>(json.fieldNames());
        keywords.removeAll(WORDS);
        keywords.remove("type");
        List<Rule> rules = new ArrayList<>();
        switch (type) {
            case "string" -> string(json, keywords, rules);
            case "integer" -> integer(json, keywords, rules);
            case "boolean" -> rules.add(value -> value instanceof Boolean);
            case "array" -> array(json, keywords, rules);
            case "object" -> object(json, keywords, rules);
            default -> rules.add(NEVER);
        }
        if (!keywords.isEmpty()) {
            return NEVER;
        }
        Rule[] all = rules.toArray(Rule[]::new);
        return value -> {
            for (Rule one : all) {
                if (!one.fits(value)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static void string(JsonObject schema, Set<String> keywords, List<Rule> rules) {
        rules.add(value -> value instanceof String);
        if (keywords.remove("maxLength")) {
            int most = schema.getInteger("maxLength");
            rules.add(value -> ((String) value).length() <= most);
        }
        if (keywords.remove("minLength")) {
            int least = schema.getInteger("minLength");
            rules.add(value -> ((String) value).codePointCount(0, ((String) value).length()) >= least);
        }
        if (keywords.remove("pattern")) {
            Pattern pattern = Pattern.compile(schema.getString("pattern"));
            rules.add(value -> pattern.matcher((String) value).find());
        }
        if (keywords.remove("enum") && schema.getValue("enum") instanceof JsonArray choices) {
            Set<Object> known = choices.stream().collect(Collectors.toUnmodifiableSet());
            rules.add(known::contains);
        }
    }

    private static void integer(JsonObject schema, Set<String> keywords, List<Rule> rules) {
        rules.add(value -> value instanceof Integer);
        if (keywords.remove("minimum")) {
            int least = schema.getInteger("minimum");
            rules.add(value -> (Integer) value >= least);
        }
        if (keywords.remove("maximum")) {
            int most = schema.getInteger("maximum");
            rules.add(value -> (Integer) value <= most);
        }
    }

    private static void array(JsonObject schema, Set<String> keywords, List<Rule> rules) {
        rules.add(value -> value instanceof List<?>);
        if (keywords.remove("maxItems")) {
            int most = schema.getInteger("maxItems");
            rules.add(value -> ((Collection<?>) value).size() <= most);
        }
        if (keywords.remove("minItems")) {
            int least = schema.getInteger("minItems");
            rules.add(value -> ((Collection<?>) value).size() >= least);
        }
        if (keywords.remove("items")) {
            Rule item = compile(schema.getValue("items"));
            rules.add(value -> {
                for (Object one : (List<?>) value) {
                    if (one == null || !item.fits(one)) {
                        return false;
                    }
                }
                return true;
            });
        }
    }

    /** Only objects that take no other names than those listed. */
    private static void object(JsonObject schema, Set<String> keywords, List<Rule> rules) {
        if (!keywords.remove("additionalProperties")
                || !Boolean.FALSE.equals(schema.getValue("additionalProperties"))
                || !keywords.remove("properties")) {
            rules.add(NEVER);
            return;
        }
        Map<String, Rule> properties = new HashMap<>();
        schema.getJsonObject("properties")
                .forEach(property -> properties.put(property.getKey(), compile(property.getValue())));
        rules.add(value -> value instanceof Map<?, ?> map && fits(map, properties));
        if (keywords.remove("required")) {
            List<?> names = schema.getJsonArray("required").getList();
            rules.add(value -> ((Map<?, ?>) value).keySet().containsAll(names));
        }
    }

    private static boolean fits(Map<?, ?> map, Map<String, Rule> properties) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Rule rule = properties.get(entry.getKey());
            if (rule == null || entry.getValue() == null || !rule.fits(Objects.requireNonNull(entry.getValue()))) {
                return false;
            }
        }
        return true;
    }
}
