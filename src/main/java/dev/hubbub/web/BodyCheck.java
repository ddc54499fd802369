package dev.hubbub.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON body as the contract has it. */
final class BodyCheck {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final boolean required;
    private final Validator validator;
    private final QuickCheck quick;

    BodyCheck(boolean required, SchemaRepository schemas, MediaType json) {
        this.required = required;
        this.validator = schemas.validator(json.getSchema());
        this.quick = QuickCheck.of(json.getSchema());
    }

    /** The body, or null if there is none or it is wrong; then the errors are noted. */
    @Nullable
    JsonObject read(RoutingContext context, List<Problem.FieldError> errors) {
        Buffer bytes = context.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            if (required) {
                errors.add(new Problem.FieldError("", "a body is missing"));
            }
            return null;
        }
        requireJson(context);
        return read(bytes, errors);
    }

    /** The same of bytes that are known to be there. */
    JsonObject read(Buffer bytes, List<Problem.FieldError> errors) {
        Map<String, Object> body = parse(bytes);
        Texts.findBroken(body, errors);
        JsonObject json = new JsonObject(body);
        if (quick.surelyFits(body)) {
            return json;
        }
        OutputUnit output = validator.validate(json);
        if (!Boolean.TRUE.equals(output.getValid())) {
            errors.addAll(SchemaErrors.of(output));
        }
        return json;
    }

    static void requireJson(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        String encoding = context.request().getHeader("Content-Encoding");
        boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
        if (type == null || !plain || !isJson(type.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(Problem.of(415, "The body must be application/json, in UTF-8, not compressed.")
                    .header("Accept", "application/json"));
        }
    }

    private static boolean isJson(String type) {
        int semicolon = type.indexOf(';');
        String name = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        String rest = semicolon < 0
                ? ""
                : type.substring(semicolon + 1).replace(" ", "").replace("\"", "");
        return name.equals("application/json") && (rest.isEmpty() || rest.equals("charset=utf-8"));
    }

    /**
     * Reads one JSON object.
     *
     * @throws ProblemException if it is none
     */
    static Map<String, Object> parse(@Nullable Buffer bytes) {
        if (bytes == null) {
            throw malformed("a body is missing");
        }
        try {
            Map<String, Object> body = Json.MAPPER.readValue(bytes.getBytes(), OBJECT);
            if (body != null) {
                return body;
            }
            throw malformed("is no JSON object");
        } catch (JsonProcessingException e) {
            throw malformed(reason(e));
        } catch (IOException e) {
            throw malformed("is not UTF-8");
        }
    }

    /** Where it broke, and never what was there. */
    private static String reason(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String what = e instanceof com.fasterxml.jackson.databind.exc.MismatchedInputException
                ? "is no JSON object"
                : "is malformed JSON, or names something twice";
        return at == null ? what : what + ": line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static ProblemException malformed(String reason) {
        return new ProblemException(Problem.invalid(List.of(new Problem.FieldError("", reason))));
    }
}
