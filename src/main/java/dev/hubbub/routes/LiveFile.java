package dev.hubbub.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a route file in a Camel context of its own: first prepared (everything is built and checked, nothing
 * connects), then started, perhaps paused, at last stopped. Each step is cut off when it takes too long.
 */
final class LiveFile {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFile.class);

    /** What may be left to do once messages under way have had their time. */
    private static final Duration AFTER_STOP = Duration.ofSeconds(5);

    private final String file;
    private final RouteText text;
    private final Duration limit;
    private final DefaultCamelContext context;

    /** Routes that are not configured, and lack keys without which they cannot even be built. */
    private final List<RoutePart> left;

    private List<RouteInfo> routes = List.of();

    private LiveFile(String file, RouteText text, List<RoutePart> left, RouteContexts contexts, Duration limit) {
        this.file = file;
        this.text = text;
        this.left = left;
        this.limit = limit;
        this.context = contexts.create("hubbub-" + stem(file));
    }

    /**
     * Builds a version without starting it. A key that is not set is no fault of a route that is off until it is.
     *
     * @throws RouteProblem if it could not run
     */
    static LiveFile prepare(String file, RouteText text, RouteContexts contexts, Duration limit)
            throws RouteProblem, InterruptedException {
        try {
            return prepare(new LiveFile(file, text, List.of(), contexts, limit));
        } catch (RouteProblem e) {
            List<RoutePart> off = text.parts().stream()
                    .filter(part -> part.switchedBy()
                            .filter(key -> !contexts.isGiven(key))
                            .isPresent())
                    .toList();
            if (e.kind() != RouteProblem.Kind.KEY || off.isEmpty()) {
                throw e;
            }
            return prepare(new LiveFile(file, text, off, contexts, limit));
        }
    }

    private static LiveFile prepare(LiveFile live) throws RouteProblem, InterruptedException {
        live.step(RouteProblem.Kind.TEXT, live::build);
        try {
            live.check();
            return live;
        } catch (RouteProblem e) {
            live.stop();
            throw e;
        }
    }

    RouteText text() {
        return text;
    }

    List<RouteInfo> routes() {
        return routes;
    }

    /** Keys that would switch on what could not be built without them, in the order of the routes. */
    Set<String> unset() {
        Set<String> keys = new LinkedHashSet<>();
        left.forEach(part -> part.switchedBy().ifPresent(keys::add));
        return keys;
    }

    /** Ids of all its routes, given and made. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        routes.forEach(route -> ids.add(route.id()));
        return ids;
    }

    /**
     * Brings the routes up, or only readies them if they are to be paused. What failed to start is stopped again.
     *
     * @throws RouteProblem if a route does not start in time
     */
    void start(boolean paused) throws RouteProblem, InterruptedException {
        context.setAutoStartup(!paused);
        step(RouteProblem.Kind.START, context::start);
    }

    /** Stops the routes but keeps them ready. */
    void pause() throws RouteProblem, InterruptedException {
        step(RouteProblem.Kind.START, () -> {
            for (Route route : context.getRoutes()) {
                context.getRouteController().stopRoute(route.getRouteId());
            }
        });
    }

    /** Starts the routes that {@link #pause} stopped. */
    void resume() throws RouteProblem, InterruptedException {
        step(RouteProblem.Kind.START, () -> {
            context.setAutoStartup(true);
            for (Route route : context.getRoutes()) {
                if (route.isAutoStartup()) {
                    context.getRouteController().startRoute(route.getRouteId());
                }
            }
        });
    }

    /** Ends this version; what is under way may finish within the stop time-out. Never fails. */
    void stop() {
        try {
            Duration patience =
                    AFTER_STOP.plusMillis(context.getShutdownStrategy().getTimeout());
            TimeLimit.run("stop-" + file, patience, this::end, () -> LOG.warn("{} has stopped at last", file));
        } catch (TimeoutException e) {
            LOG.warn("{} does not stop; it is left behind", file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly: {}", file, e.toString());
        }
    }

    private void end() {
        context.stop();
    }

    private void build() throws Exception {
        // what only serves routes that are off may lack its keys, too
        if (left.size() < text.parts().size() || left.isEmpty()) {
            String wanted = left.isEmpty() ? text.text() : text.without(left);
            Resource resource = ResourceHelper.fromString(stem(file).replace('.', '_') + ".yaml", wanted);
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        }
        name();
        context.init();
        List<RouteInfo> built = new ArrayList<>();
        left.forEach(part -> built.add(part.off(stem(file))));
        for (RouteDefinition route : context.getRouteDefinitions()) {
            built.add(RouteChannels.of(context, route));
        }
        routes = List.copyOf(built);
    }

    /** What Camel would find out only with the first message. */
    private void check() throws RouteProblem {
        if (routes.isEmpty()) {
            throw RouteProblem.text(null, "The file defines no route.");
        }
        for (String lost : RouteChannels.directToNowhere(context)) {
            throw RouteProblem.text(
                    text.lineOf(lost), "No route of this file is 'from: " + lost + "'; files meet only in hub:.");
        }
    }

    /** A route without an id gets one from the file's name. */
    private void name() {
        List<RouteDefinition> all = context.getRouteDefinitions();
        int number = 0;
        for (RouteDefinition route : all) {
            number++;
            if (!route.hasCustomIdAssigned()) {
                route.setId(all.size() == 1 ? stem(file) : stem(file) + "-" + number);
            }
        }
    }

    private void step(RouteProblem.Kind kind, TimeLimit.Work work) throws RouteProblem, InterruptedException {
        try {
            TimeLimit.run("routes-" + file, limit, work, this::end);
        } catch (TimeoutException e) {
            throw Reasons.tooSlow(text, limit);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("{} does not run", file, e);
            stop();
            throw Reasons.of(kind, text, e);
        }
    }

    /** {@code mqtt-sensors.camel.yaml} is {@code mqtt-sensors}. */
    static String stem(String file) {
        return file.replaceFirst("(\\.camel)?\\.ya?ml$", "");
    }
}
