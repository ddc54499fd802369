package dev.hubbub.web;

import io.vertx.core.json.JsonArray;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one parameter of path, query or header as the contract has it. */
final class ParameterCheck {
    private final Parameter parameter;
    private final Validator validator;
    private final QuickCheck quick;
    private final @Nullable Object fallback;

    ParameterCheck(Parameter parameter, SchemaRepository schemas) {
        this.parameter = parameter;
        this.validator = schemas.validator(parameter.getSchema());
        this.quick = QuickCheck.of(parameter.getSchema());
        this.fallback = parameter.getSchema().get("default");
    }

    String name() {
        return parameter.getName();
    }

    Location location() {
        return parameter.getIn();
    }

    /** The value of the right type, or null if there is none or it is wrong; then the error is noted. */
    @Nullable
    Object read(List<String> given, List<Problem.FieldError> errors) {
        if (given.isEmpty()) {
            if (parameter.isRequired()) {
                note(errors, "is missing");
            }
            return fallback;
        }
        if (given.size() > 1) {
            note(errors, "is given more than once");
            return null;
        }
        Object value = typed(given.get(0));
        if (value == null) {
            note(
                    errors,
                    parameter.getSchemaType() == SchemaType.BOOLEAN
                            ? "is neither true nor false"
                            : "is no whole number");
            return null;
        }
        if (Texts.isBroken(given.get(0))) {
            note(errors, Texts.BROKEN);
            return null;
        }
        if (value instanceof String && quick.surelyFits(value)) {
            return value;
        }
        OutputUnit output = validator.validate(value);
        if (!Boolean.TRUE.equals(output.getValid())) {
            note(errors, SchemaErrors.first(output));
            return null;
        }
        return value instanceof JsonArray array ? array.getList() : value;
    }

    private @Nullable Object typed(String text) {
        return switch (Objects.requireNonNullElse(parameter.getSchemaType(), SchemaType.STRING)) {
            case INTEGER -> text.matches("-?[0-9]{1,9}") ? Integer.valueOf(text) : null;
            case BOOLEAN -> Set.of("true", "false").contains(text) ? Boolean.valueOf(text) : null;
            case ARRAY -> new JsonArray(Arrays.asList(text.split(",", -1)));
            default -> text;
        };
    }

    private void note(List<Problem.FieldError> errors, String reason) {
        errors.add(new Problem.FieldError(RequestCheck.field(location(), name()), reason));
    }
}
