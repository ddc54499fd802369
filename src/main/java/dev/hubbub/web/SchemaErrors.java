package dev.hubbub.web;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a schema has against a value, in words for people, without the value. */
final class SchemaErrors {
    private static final int MOST = 20;
    private static final String UNKNOWN_FIELD = "is not known here";
    /** Keywords whose errors only say that there is another error further in. */
    private static final Set<String> OUTER =
            Set.of("properties", "items", "prefixItems", "$ref", "allOf", "anyOf", "if");

    private static final Pattern MISSING = Pattern.compile("required property \"([^\"]*)\"");

    /** Other properties are allowed or not in this contract; where they are not, this is how it is said. */
    private static final Pattern UNKNOWN = Pattern.compile("Property \"([^\"]*)\"");

    private SchemaErrors() {}

    /** The errors, the innermost only, the first of each field. */
    static List<Problem.FieldError> of(OutputUnit output) {
        List<Problem.FieldError> errors = new ArrayList<>();
        List<OutputUnit> units = Objects.requireNonNullElse(output.getErrors(), List.<OutputUnit>of());
        for (OutputUnit unit : units) {
            String keyword = keyword(unit);
            if (!OUTER.contains(keyword) && errors.size() < MOST) {
                Problem.FieldError found = error(unit, keyword);
                Problem.FieldError error = new Problem.FieldError(Pointer.shortened(found.field()), found.reason());
                if (errors.stream().noneMatch(known -> known.field().equals(error.field()))) {
                    errors.add(error);
                }
            }
        }
        errors.removeIf(error -> isOuter(error, errors));
        if (errors.isEmpty()) {
            errors.add(new Problem.FieldError("", "does not fit the contract"));
        }
        return errors;
    }

    /** A field that is wrong further in counts as unknown to the validator, too. */
    private static boolean isOuter(Problem.FieldError error, List<Problem.FieldError> all) {
        return error.reason().equals(UNKNOWN_FIELD)
                && all.stream().anyMatch(other -> other.field().startsWith(error.field() + "/"));
    }

    static String first(OutputUnit output) {
        return of(output).get(0).reason();
    }

    private static Problem.FieldError error(OutputUnit unit, String keyword) {
        String at = pointer(unit.getInstanceLocation());
        if (keyword.equals("required")) {
            Matcher missing = MISSING.matcher(String.valueOf(unit.getError()));
            if (missing.find()) {
                return new Problem.FieldError(at + "/" + missing.group(1), "is missing");
            }
        }
        if (keyword.equals("additionalProperties")) {
            Matcher unknown = UNKNOWN.matcher(String.valueOf(unit.getError()));
            if (unknown.find()) {
                return new Problem.FieldError(within(at, unknown.group(1)), UNKNOWN_FIELD);
            }
        }
        return new Problem.FieldError(at, reason(keyword));
    }

    private static String reason(String keyword) {
        return switch (keyword) {
            case "type" -> "is not of the right type";
            case "maxLength" -> "is too long";
            case "minLength" -> "is too short";
            case "maxItems", "maxProperties" -> "has too many entries";
            case "minItems", "minProperties" -> "has too few entries";
            case "maximum", "exclusiveMaximum" -> "is too large";
            case "minimum", "exclusiveMinimum" -> "is too small";
            case "pattern", "format" -> "is not of the right form";
            case "enum", "const" -> "is none of the allowed values";
            case "false" -> UNKNOWN_FIELD;
            default -> "does not fit the contract (" + keyword + ")";
        };
    }

    /** A schema that is just {@code false} has no keyword; it is what forbids unknown fields. */
    private static String keyword(OutputUnit unit) {
        if (String.valueOf(unit.getError()).startsWith("False boolean schema")) {
            return "false";
        }
        String location = String.valueOf(unit.getKeywordLocation());
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String within(String at, String name) {
        String shown = name.substring(0, Math.min(name.length(), 50));
        return at.endsWith("/" + name) ? at.substring(0, at.length() - name.length()) + shown : at + "/" + shown;
    }

    private static String pointer(String location) {
        return location.startsWith("#") ? location.substring(1) : location;
    }
}
