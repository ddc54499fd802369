package dev.hubbub.web;

import dev.hubbub.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Serves the API by its contract: each path of it is one entry of a table, each operation one {@link Endpoint}. */
final class ApiRouter {
    private static final String ENDPOINT = "hubbub.endpoint";

    private final WebGround ground;
    private final Operations operations;
    private final Workers workers;
    private final Origins origins;
    private final MeterRegistry meters;
    private final Auditing auditing;
    private final int maxBody;

    ApiRouter(
            WebGround ground,
            Operations operations,
            Workers workers,
            Origins origins,
            MeterRegistry meters,
            Auditing auditing,
            int maxBody) {
        this.ground = ground;
        this.operations = operations;
        this.workers = workers;
        this.origins = origins;
        this.meters = meters;
        this.auditing = auditing;
        this.maxBody = maxBody;
    }

    /**
     * The routes, to be mounted at the root.
     *
     * @throws IllegalStateException if an operation of the contract is served by nobody, or one is served that it does not have
     */
    Router router() {
        Map<String, Role> roles = ground.contract().roles();
        operations.match(roles.keySet());
        OpenAPIContract model = ground.model();
        PathTable<Map<String, Endpoint>> table = new PathTable<>();
        for (Path path : model.getPaths()) {
            Map<String, Endpoint> byMethod = new TreeMap<>();
            Contract.byMethod(path).forEach((method, operation) -> {
                String id = operation.getOperationId();
                RequestCheck check = new RequestCheck(operation, model.getSchemaRepository());
                Role role = roles.get(id);
                if (role == null) {
                    throw new IllegalStateException("operation " + id + " names no x-role");
                }
                byMethod.put(
                        method,
                        new Endpoint(id, role, check, auditing.of(id, operations.get(id)), workers, origins, meters));
            });
            table.add(Contract.BASE + path.getName(), byMethod);
        }
        Router router = Router.router(ground.vertx());
        router.route(Contract.BASE + "/*")
                .handler((SecurityPolicyHandler) context -> admit(context, table))
                .handler(BodyHandler.create(false).setBodyLimit(maxBody))
                .handler(context -> endpoint(context).serve(context));
        return router;
    }

    private static void admit(RoutingContext context, PathTable<Map<String, Endpoint>> table) {
        PathTable.Found<Map<String, Endpoint>> found =
                table.find(context.request().path());
        if (found == null) {
            throw new ProblemException(Problem.notFound());
        }
        found.parameters().forEach((name, text) -> context.pathParams().put(name, decoded(text)));
        Endpoint endpoint = endpoint(context.request().method(), found.value());
        context.put(ENDPOINT, endpoint);
        endpoint.admit(context);
        context.next();
    }

    private static Endpoint endpoint(HttpMethod method, Map<String, Endpoint> byMethod) {
        Endpoint endpoint = byMethod.get(HttpMethod.HEAD.equals(method) ? "GET" : method.name());
        if (endpoint == null) {
            String allowed = String.join(", ", byMethod.keySet());
            throw new ProblemException(
                    Problem.of(405, "This is there, but not by that method.").header("Allow", allowed));
        }
        return endpoint;
    }

    private static Endpoint endpoint(RoutingContext context) {
        Endpoint endpoint = context.get(ENDPOINT);
        return Objects.requireNonNull(endpoint, "nobody has been admitted");
    }

    /** A segment without its escapes; in a path a plus is a plus. */
    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
