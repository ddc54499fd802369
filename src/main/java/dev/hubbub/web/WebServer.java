package dev.hubbub.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's HTTP server, a service of its Camel context: {@code context.addService(server)} before the context starts. It is
 * Camel's own platform server with a router of ours in front, so integrators' {@code platform-http:} routes are on the
 * same port, behind the same guards, and can never stand before them.
 */
public final class WebServer extends VertxPlatformHttpServer {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);

    /** Headers of every answer, encoded once. */
    private static final Map<CharSequence, CharSequence> GUARDS = guards(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

    private final WebConfig config;
    private final Identity identity;
    private final Operations operations;
    private final List<HealthCheck> checks;
    private final PrometheusMeterRegistry meters;
    private final WebGround ground;
    private @Nullable HttpServer listening;
    private @Nullable Workers workers;

    /**
     * A server that listens once it is started.
     *
     * @param ground outlives the server
     * @param operations everything the contract names, and nothing else
     * @param checks what has to work for the hub to be ready
     */
    public WebServer(
            WebConfig config,
            WebGround ground,
            Identity identity,
            Operations operations,
            List<HealthCheck> checks,
            PrometheusMeterRegistry meters) {
        super(camelConfiguration(config));
        this.config = config;
        this.ground = ground;
        this.identity = identity;
        this.operations = operations;
        this.checks = List.copyOf(checks);
        this.meters = meters;
    }

    private static Map<CharSequence, CharSequence> guards(String... namesAndValues) {
        Map<CharSequence, CharSequence> made = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            made.put(
                    HttpHeaders.createOptimized(namesAndValues[i]), HttpHeaders.createOptimized(namesAndValues[i + 1]));
        }
        return Collections.unmodifiableMap(made);
    }

    private static VertxPlatformHttpServerConfiguration camelConfiguration(WebConfig config) {
        VertxPlatformHttpServerConfiguration camel = new VertxPlatformHttpServerConfiguration();
        camel.setBindHost(config.host());
        camel.setBindPort(config.port());
        camel.setMaxBodySize((long) config.maxBody());
        camel.getBodyHandler().setDeleteUploadedFilesOnEnd(true);
        return camel;
    }

    @Override
    public @Nullable HttpServer getServer() {
        return listening;
    }

    /** The port it listens on; the configured one before it does. */
    @Override
    public int getPort() {
        HttpServer server = listening;
        return server != null ? server.actualPort() : config.port();
    }

    /** How the hub is reached, without a slash at the end: the public URL, else address and port. */
    public String url() {
        if (!config.publicUrl().isEmpty()) {
            return config.publicUrl();
        }
        return localUrl();
    }

    /** How the hub is reached from its own machine. */
    public String localUrl() {
        String host = Set.of("0.0.0.0", "::", "[::]").contains(config.host()) ? "localhost" : config.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + getPort();
    }

    @Override
    protected Vertx createVertxInstance() {
        return ground.vertx();
    }

    /** Lets go of what is somebody else's to close. */
    @Override
    protected void stopVertx() {
        setVertx(null);
    }

    /**
     * Listens.
     *
     * @throws IllegalStateException if the port is taken, or the contract and the operations differ
     */
    @Override
    protected void startServer() {
        Vertx vertx = getVertx();
        Workers fresh = new Workers(vertx);
        workers = fresh;
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpNoDelay(true)
                // a request that asks to go on as HTTP/2 would be a tunnel past whatever a proxy sees to
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                // nothing here speaks WebSocket: their handlers would only stand in each request's way
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout(120)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        Connections connections = new Connections(config);
        connections.watch(vertx);
        Gauge.builder("hubbub.http.connections", connections, Connections::size)
                .description("Open connections")
                .register(meters);
        HttpServer server = vertx.createHttpServer(options)
                .connectionHandler(connections::take)
                .requestHandler(router(vertx, fresh))
                .invalidRequestHandler(Failures::answerInvalid)
                .exceptionHandler(e -> log.debug("A connection broke: {}", e.getMessage()));
        listening = listen(server);
        log.debug("Listening at {}", url());
    }

    /**
     * Says at once that another program has the port, before a hub has made a database and connected everywhere.
     *
     * @throws IllegalStateException if it has
     */
    public static void requireFree(WebConfig config) {
        try (ServerSocket tried = new ServerSocket()) {
            tried.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (IOException e) {
            throw cannotListen(config, e);
        }
    }

    private static IllegalStateException cannotListen(WebConfig config, @Nullable Throwable why) {
        String reason = why instanceof BindException
                ? "is another hub or program there? HUBBUB_HTTP_PORT=8081 takes another port (" + why.getMessage() + ")"
                : String.valueOf(why);
        return new IllegalStateException(
                "the HTTP server cannot listen on " + config.host() + ":" + config.port()
                        + " (hubbub.http.host, hubbub.http.port): " + reason,
                why);
    }

    private HttpServer listen(HttpServer server) {
        try {
            return server.listen().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while starting the HTTP server", e);
        } catch (ExecutionException | TimeoutException e) {
            throw cannotListen(config, e.getCause());
        }
    }

    @Override
    protected void stopServer() {
        HttpServer server = listening;
        if (server != null) {
            await(server.close(), "The HTTP server");
            listening = null;
        }
        Workers old = workers;
        if (old != null) {
            old.close();
        }
    }

    private static void await(Future<Void> closing, String what) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("{} did not stop in time", what, e);
        }
    }

    /** Everything in its order: guards, the hub's own, and last what integrators' routes serve. */
    private Router router(Vertx vertx, Workers threads) {
        Origins origins = new Origins(config);
        SessionCookie cookie = new SessionCookie(origins);
        Router root = Router.router(vertx).allowForward(AllowForwardHeaders.NONE);
        root.route().handler(this::prepare).failureHandler(Failures::answer);
        List.of(400, 404, 405, 406, 413, 415, 500).forEach(status -> root.errorHandler(status, Failures::answer));
        root.route()
                .handler(new Authentication(identity.authenticator(), new OpenPaths(config), origins, cookie, threads));
        root.route("/*")
                .subRouter(new ApiRouter(
                                ground,
                                operations,
                                threads,
                                origins,
                                meters,
                                new Auditing(ground.contract().audited(), identity.audit(), identity.clock()),
                                config.maxBody())
                        .router());
        new TokenEndpoint(identity, origins, threads).mount(root);
        new SessionEndpoint(identity, cookie, origins, threads).mount(root);
        new Observation(checks, meters, config.openMetrics()).mount(root);
        new Pages(ground.contract()).mount(root);
        root.route().handler(CallerHeaders::tell);
        // not as a sub-router: since 4.5.27 Vert.x takes none that is not its own, and Camel's is a wrapper
        root.route("/*").handler(camelRouter()::handleContext);
        return root;
    }

    private Router camelRouter() {
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(config.port()));
        if (router == null) {
            throw new IllegalStateException("Camel has made no router for its platform-http routes");
        }
        return router;
    }

    /** What every answer carries, whoever gives it. */
    private void prepare(RoutingContext context) {
        RequestIds.assign(context);
        GUARDS.forEach((name, value) -> context.response().putHeader(name, value));
        if (config.isHttps()) {
            context.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }
}
