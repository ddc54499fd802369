package dev.hubbub.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compiled check beside the library's validator, over every body of the contract and what is nearly one. */
class QuickCheckTest {
    private static final int BODIES = 400;

    private static Vertx vertx;
    private static OpenAPIContract contract;

    @BeforeAll
    static void read() {
        vertx = Vertx.vertx();
        contract = Contract.read().model(vertx);
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    @Test
    void acceptsOnlyWhatTheLibraryAccepts() {
        Random random = new Random(7);
        Map<Boolean, Integer> seen = new LinkedHashMap<>();
        for (JsonSchema schema : schemas()) {
            QuickCheck quick = QuickCheck.of(schema);
            for (int i = 0; i < BODIES; i++) {
                Object value = like(schema, random, 0);
                boolean sure = quick.surelyFits(value);
                seen.merge(sure, 1, Integer::sum);
                if (sure) {
                    assertThat(contract.getSchemaRepository()
                                    .validator(schema)
                                    .validate(wrapped(value))
                                    .getValid())
                            .as("%s against %s", value, schema)
                            .isTrue();
                }
            }
        }
        assertThat(seen).containsKeys(true, false);
    }

    @Test
    void isSureOfWhatIsUsuallyPosted() {
        JsonSchema schema = body(operation("postMessage"));
        QuickCheck quick = QuickCheck.of(schema);
        assertThat(quick.surelyFits(Map.of("text", "hello"))).isTrue();
        assertThat(quick.surelyFits(Map.of("text", "hello", "priority", "high", "tags", List.of("incident"))))
                .isTrue();
        assertThat(quick.surelyFits(Map.of("text", 7))).isFalse();
        assertThat(quick.surelyFits(Map.of("txt", "hello"))).isFalse();
        assertThat(quick.surelyFits(Map.of())).isFalse();
    }

    private static List<JsonSchema> schemas() {
        return contract.operations().stream()
                .filter(operation -> operation.getRequestBody() != null)
                .map(QuickCheckTest::body)
                .toList();
    }

    private static Operation operation(String id) {
        return contract.operation(id);
    }

    private static JsonSchema body(Operation operation) {
        Map<String, MediaType> content = operation.getRequestBody().getContent();
        return requireNonNull(content.get(MediaType.APPLICATION_JSON)).getSchema();
    }

    private static Object wrapped(Object value) {
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, inner) -> object.put(String.valueOf(key), wrapped(inner)));
            return object;
        }
        return value instanceof List<?> list
                ? new JsonArray(list.stream().map(QuickCheckTest::wrapped).toList())
                : value;
    }

    /** Something that often fits a schema and often misses it by little. */
    private static Object like(Object schema, Random random, int depth) {
        if (!(schema instanceof JsonObject json) || depth > 5 || random.nextInt(12) == 0) {
            return List.of(7, "", "x", true, List.of(), Map.of(), -1, "shoutbox/team", "a b")
                    .get(random.nextInt(9));
        }
        if (json.getValue("enum") instanceof JsonArray choices && random.nextBoolean()) {
            return choices.getValue(random.nextInt(choices.size()));
        }
        return switch (String.valueOf(json.getValue("type"))) {
            case "object" -> object(json, random, depth);
            case "array" -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(like(json.getValue("items"), random, depth + 1));
                }
                yield items;
            }
            case "integer" -> random.nextInt(200) - 20;
            case "boolean" -> random.nextBoolean();
            default -> text(json, random);
        };
    }

    private static Map<String, Object> object(JsonObject schema, Random random, int depth) {
        Map<String, Object> made = new LinkedHashMap<>();
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        for (Map.Entry<String, Object> property : schema.getJsonObject("properties", new JsonObject())) {
            if (required.contains(property.getKey()) ? random.nextInt(20) > 0 : random.nextInt(4) == 0) {
                made.put(property.getKey(), like(property.getValue(), random, depth + 1));
            }
        }
        if (random.nextInt(15) == 0) {
            made.put("unheardOf", 1);
        }
        return made;
    }

    private static String text(JsonObject schema, Random random) {
        int longest = Math.min(schema.getInteger("maxLength", 300), 1200);
        List<String> texts = List.of(
                "x".repeat(longest + random.nextInt(2)),
                "019aa0c4-9b1e-7c3a-8f5d-2f6a1c9e4b70",
                "shoutbox/team",
                "text/plain",
                "mailto:ana@example.org",
                "incident/1",
                "\uD83D\uDE00".repeat(Math.max(1, longest / 2)));
        return texts.get(random.nextInt(texts.size()));
    }
}
