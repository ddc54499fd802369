package dev.hubbub.web;

import dev.hubbub.security.Caller;
import dev.hubbub.security.Role;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the hub is, for those who watch it: health for anybody, figures for operators (or for all, where so configured). */
final class Observation {
    private static final Logger log = LoggerFactory.getLogger(Observation.class);

    private final List<HealthCheck> checks;
    private final PrometheusMeterRegistry meters;
    private final boolean open;

    Observation(List<HealthCheck> checks, PrometheusMeterRegistry meters, boolean open) {
        this.checks = List.copyOf(checks);
        this.meters = meters;
        this.open = open;
    }

    void mount(Router router) {
        read(router, "/observe/health").handler(this::ready);
        read(router, "/observe/health/ready").handler(this::ready);
        read(router, "/observe/health/live").handler(context -> health(context, Map.of()));
        read(router, "/observe/metrics").handler(this::metrics);
    }

    private static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void ready(RoutingContext context) {
        // on no worker: those may all be waiting for what this is to tell of
        health(context, look());
    }

    private Map<String, Boolean> look() {
        Map<String, Boolean> found = new TreeMap<>();
        for (HealthCheck check : checks) {
            found.put(check.name(), isUp(check));
        }
        return found;
    }

    private static boolean isUp(HealthCheck check) {
        try {
            return check.isUp();
        } catch (RuntimeException e) {
            log.warn("The health of {} cannot be told", check.name(), e);
            return false;
        }
    }

    private static void health(RoutingContext context, Map<String, Boolean> found) {
        boolean up = !found.containsValue(false);
        Map<String, String> words = new TreeMap<>();
        found.forEach((name, isUp) -> words.put(name, isUp ? "up" : "down"));
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", "application/json")
                .end(Json.MAPPER
                        .valueToTree(Map.of("status", up ? "up" : "down", "checks", words))
                        .toString());
    }

    private void metrics(RoutingContext context) {
        Caller caller = Authentication.caller(context);
        if (!open && (caller == null || !caller.has(Role.OPERATOR))) {
            throw new ProblemException(Problem.forbidden("This takes the role operator."));
        }
        context.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(meters.scrape());
    }
}
