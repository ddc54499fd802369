package dev.hubbub.web;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds requests for one operation against the contract and names everything that does not fit. Made once, used by all. */
final class RequestCheck {
    private final List<ParameterCheck> parameters;
    private final Set<String> queryNames;
    private final @Nullable BodyCheck body;

    RequestCheck(Operation operation, SchemaRepository schemas) {
        parameters = operation.getParameters().stream()
                .map(parameter -> new ParameterCheck(parameter, schemas))
                .toList();
        queryNames = operation.getParameters().stream()
                .filter(parameter -> parameter.getIn() == Location.QUERY)
                .map(io.vertx.openapi.contract.Parameter::getName)
                .collect(Collectors.toUnmodifiableSet());
        MediaType json = operation.getRequestBody() == null
                ? null
                : operation.getRequestBody().getContent().get(MediaType.APPLICATION_JSON);
        body = json == null ? null : new BodyCheck(operation.getRequestBody().isRequired(), schemas, json);
    }

    /** What a request says, as far as the contract knows it. */
    record Checked(Map<String, Object> parameters, @Nullable JsonObject body) {}

    /**
     * Checks a request whose body has been read.
     *
     * @throws ProblemException naming what does not fit
     */
    Checked check(RoutingContext context) {
        List<Problem.FieldError> errors = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        MultiMap query = context.queryParams();
        for (ParameterCheck parameter : parameters) {
            Object value = parameter.read(given(context, query, parameter), errors);
            if (value != null) {
                values.put(parameter.name(), value);
            }
        }
        refuseUnknown(query, errors);
        JsonObject checkedBody = body == null ? null : body.read(context, errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
        return new Checked(values, checkedBody);
    }

    private static List<String> given(RoutingContext context, MultiMap query, ParameterCheck parameter) {
        return switch (parameter.location()) {
            case QUERY -> query.getAll(parameter.name());
            case HEADER -> context.request().headers().getAll(parameter.name());
            case PATH -> {
                String value = context.pathParam(parameter.name());
                yield value == null ? List.of() : List.of(value);
            }
            case COOKIE -> List.of();
        };
    }

    private void refuseUnknown(MultiMap query, List<Problem.FieldError> errors) {
        query.names().stream()
                .filter(name -> !queryNames.contains(name))
                .limit(5)
                .forEach(name -> errors.add(new Problem.FieldError(
                        "query." + name.substring(0, Math.min(name.length(), 50)), "is not known here")));
    }

    /** {@code query.limit}, {@code header.If-Match}. */
    static String field(Location location, String name) {
        return location.name().toLowerCase(Locale.ROOT) + "." + name;
    }
}
