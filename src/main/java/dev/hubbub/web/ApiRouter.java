package dev.hubbub.web;

import dev.hubbub.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import java.util.Map;
import java.util.TreeMap;

/** Serves the API by its contract: each path of it is one route here, each operation one {@link Endpoint}. */
final class ApiRouter {
    private final Vertx vertx;
    private final Contract contract;
    private final Operations operations;
    private final Workers workers;
    private final Origins origins;
    private final MeterRegistry meters;
    private final int maxBody;

    ApiRouter(
            Vertx vertx,
            Contract contract,
            Operations operations,
            Workers workers,
            Origins origins,
            MeterRegistry meters,
            int maxBody) {
        this.vertx = vertx;
        this.contract = contract;
        this.operations = operations;
        this.workers = workers;
        this.origins = origins;
        this.meters = meters;
        this.maxBody = maxBody;
    }

    /**
     * The routes, to be mounted at the root.
     *
     * @throws IllegalStateException if an operation of the contract is served by nobody, or one is served that it does not have
     */
    Router router() {
        Map<String, Role> roles = contract.roles();
        operations.match(roles.keySet());
        OpenAPIContract model = contract.model(vertx);
        Router router = Router.router(vertx);
        BodyHandler body = BodyHandler.create(false).setBodyLimit(maxBody);
        for (Path path : model.getPaths()) {
            Map<String, Endpoint> byMethod = new TreeMap<>();
            Contract.byMethod(path).forEach((method, operation) -> {
                String id = operation.getOperationId();
                RequestCheck check = new RequestCheck(operation, model.getSchemaRepository());
                Role role = roles.get(id);
                if (role == null) {
                    throw new IllegalStateException("operation " + id + " names no x-role");
                }
                byMethod.put(method, new Endpoint(id, role, check, operations.get(id), workers, origins, meters));
            });
            router.route(pattern(path))
                    .handler((SecurityPolicyHandler) context -> admit(context, byMethod))
                    .handler(body)
                    .handler(context -> endpoint(context, byMethod).serve(context));
        }
        router.route(Contract.BASE + "/*").handler(context -> context.fail(404));
        return router;
    }

    /** A path of the contract as Vert.x writes it: {@code /api/v1/rules/:id}. */
    private static String pattern(Path path) {
        return Contract.BASE + path.getName().replaceAll("\\{([^}]*)}", ":$1");
    }

    private static void admit(RoutingContext context, Map<String, Endpoint> byMethod) {
        if (context.request().path().endsWith("/")) {
            throw new ProblemException(Problem.notFound());
        }
        endpoint(context, byMethod).admit(context);
        context.next();
    }

    private static Endpoint endpoint(RoutingContext context, Map<String, Endpoint> byMethod) {
        HttpMethod method = context.request().method();
        Endpoint endpoint = byMethod.get(HttpMethod.HEAD.equals(method) ? "GET" : method.name());
        if (endpoint == null) {
            String allowed = String.join(", ", byMethod.keySet());
            throw new ProblemException(
                    Problem.of(405, "This is there, but not by that method.").header("Allow", allowed));
        }
        return endpoint;
    }
}
