package dev.hubbub.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.hubbub.security.Role;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contract of the API, {@code openapi.yaml}: as text for those who read it, and as a model that requests are held
 * against. The library that makes the model knows neither problem+json nor paths outside of {@code /api/v1}, so it gets
 * the contract without answers and without operations marked {@code x-outside}.
 */
public final class Contract {
    /** Where the API is. */
    public static final String BASE = "/api/v1";

    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    private final String yaml;
    private final Map<String, Object> tree;

    private Contract(String yaml, Map<String, Object> tree) {
        this.yaml = yaml;
        this.tree = tree;
    }

    /** Reads the contract the hub is built with. */
    public static Contract read() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is not in the jar");
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Contract(yaml, new YAMLMapper().readValue(yaml, TREE));
        } catch (IOException e) {
            throw new IllegalStateException("openapi.yaml cannot be read", e);
        }
    }

    /** The contract as it is written. */
    public String yaml() {
        return yaml;
    }

    /** The contract as a tree of maps and lists. */
    public Map<String, Object> tree() {
        return tree;
    }

    /** The ids of the operations under {@link #BASE}, with the least role that each takes. */
    public Map<String, Role> roles() {
        Map<String, Role> roles = new LinkedHashMap<>();
        for (Object item : object(tree, "paths").values()) {
            for (Object operation : asObject(item).values()) {
                if (operation instanceof Map<?, ?> map
                        && map.get("operationId") instanceof String id
                        && isInside(map)) {
                    roles.put(id, Role.parse(String.valueOf(map.get("x-role"))));
                }
            }
        }
        return roles;
    }

    /** The operations under {@link #BASE} that are audited, with the name of the act and their path. */
    Map<String, AuditedAs> audited() {
        Map<String, AuditedAs> audited = new LinkedHashMap<>();
        object(tree, "paths")
                .forEach((path, item) -> asObject(item).values().forEach(operation -> {
                    if (operation instanceof Map<?, ?> map
                            && map.get("operationId") instanceof String id
                            && map.get("x-audit") instanceof String what
                            && isInside(map)) {
                        audited.put(id, new AuditedAs(what, path));
                    }
                }));
        return audited;
    }

    /** How an operation is named in the audit log, and its path. */
    record AuditedAs(String what, String path) {}

    /** The names of a path's parameters: {@code kind}, {@code name}. */
    static List<String> parameters(String path) {
        return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
    }

    /** The model that requests are held against. Waits; not to be called on an event loop. */
    OpenAPIContract model(Vertx vertx) {
        try {
            return OpenAPIContract.from(vertx, changeable(trimmed()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while reading openapi.yaml", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("openapi.yaml is no contract: " + e.getMessage(), e);
        }
    }

    /** The operations of a path in the model, by method. */
    static Map<String, Operation> byMethod(Path path) {
        return path.getOperations().stream()
                .collect(Collectors.toMap(it -> it.getHttpMethod().name(), it -> it));
    }

    /** The library resolves references in place. */
    private static JsonObject changeable(Map<String, Object> contract) {
        return new JsonObject(Json.MAPPER.valueToTree(contract).toString());
    }

    private Map<String, Object> trimmed() {
        Map<String, Object> copy = new LinkedHashMap<>(tree);
        copy.put("servers", List.of(Map.of("url", "http://hub" + BASE)));
        Map<String, Object> paths = new LinkedHashMap<>();
        object(tree, "paths").forEach((path, item) -> {
            Map<String, Object> kept = trimmedPath(asObject(item));
            if (!kept.isEmpty()) {
                paths.put(path, kept);
            }
        });
        copy.put("paths", paths);
        Map<String, Object> components = new LinkedHashMap<>(object(tree, "components"));
        components.keySet().removeAll(Set.of("responses", "headers"));
        copy.put("components", components);
        return copy;
    }

    private static Map<String, Object> trimmedPath(Map<String, Object> item) {
        Map<String, Object> kept = new LinkedHashMap<>();
        List<String> outside = new ArrayList<>();
        item.forEach((key, value) -> {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey("operationId")) {
                kept.put(key, value);
            } else if (isInside(map)) {
                Map<String, Object> operation = new LinkedHashMap<>(asObject(value));
                operation.put("responses", Map.of("default", Map.of("description", "any")));
                kept.put(key, operation);
            } else {
                outside.add(key);
            }
        });
        return outside.isEmpty() ? kept : Map.of();
    }

    private static boolean isInside(Map<?, ?> operation) {
        return !Boolean.TRUE.equals(operation.get("x-outside"));
    }

    private static Map<String, Object> object(Map<String, Object> in, String key) {
        return asObject(in.get(key));
    }

    private static Map<String, Object> asObject(@Nullable Object value) {
        return Json.MAPPER.convertValue(value, TREE);
    }
}
