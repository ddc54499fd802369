package dev.hubbub.web;

import dev.hubbub.config.Secret;
import dev.hubbub.security.Authenticator;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Sessions;
import dev.hubbub.security.TokenException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything: who calls? Nobody passes without credentials but to {@link OpenPaths}, and wrong credentials
 * pass nowhere that needs them. A browser's write must come from the hub's own pages, because its cookie comes along
 * whoever made it send the request.
 */
final class Authentication implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(Authentication.class);
    private static final String CALLER = "hubbub.caller";
    private static final String SESSION = "hubbub.session";
    private static final String BEARER = "bearer ";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Authenticator authenticator;
    private final OpenPaths open;
    private final Origins origins;
    private final SessionCookie cookie;
    private final Workers workers;

    Authentication(
            Authenticator authenticator, OpenPaths open, Origins origins, SessionCookie cookie, Workers workers) {
        this.authenticator = authenticator;
        this.open = open;
        this.origins = origins;
        this.cookie = cookie;
        this.workers = workers;
    }

    /** Who calls; null on open paths. */
    static @Nullable Caller caller(RoutingContext context) {
        return context.get(CALLER);
    }

    /** The session the caller has, if it is a browser. */
    static Optional<Sessions.Active> session(RoutingContext context) {
        return Optional.ofNullable(context.get(SESSION));
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!PlainPath.isPlain(request.path())) {
            throw new ProblemException(Problem.of(400, "The path is not written the plain way."));
        }
        if (open.isOpen(request.method(), request.path())) {
            context.next();
            return;
        }
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            bearer(context, authorization);
            return;
        }
        Optional<Secret> id = cookie.read(request);
        if (id.isEmpty()) {
            throw refused("Credentials are missing.");
        }
        session(context, id.get());
    }

    private void bearer(RoutingContext context, String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused("The credentials are of a kind that this path does not take.");
        }
        Secret token = new Secret(authorization.substring(BEARER.length()).strip());
        Optional<Caller> known = authenticator.glance(token);
        if (known.isPresent()) {
            pass(context, known.get());
            return;
        }
        find(context, () -> verify(token), caller -> pass(context, caller));
    }

    private Caller verify(Secret token) {
        try {
            return authenticator.bearer(token);
        } catch (TokenException e) {
            log.info("A token was refused: {}", e.getMessage());
            throw new ProblemException(Problem.of(401, "The token is wrong or has expired.")
                    .header("WWW-Authenticate", "Bearer realm=\"hubbub\", error=\"invalid_token\""));
        }
    }

    private void session(RoutingContext context, Secret id) {
        if (!SAFE.contains(context.request().method()) && !origins.isOwn(context.request())) {
            throw new ProblemException(
                    Problem.forbidden("A write with a session must come from one of the hub's own pages."));
        }
        Optional<Sessions.Active> known = authenticator.sessions().glance(id);
        if (known.isPresent()) {
            pass(context, known.get());
            return;
        }
        Callable<Sessions.Active> lookUp = () ->
                authenticator.sessions().find(id).orElseThrow(() -> refused("The session is over: log in again."));
        find(context, lookUp, active -> pass(context, active));
    }

    /** Looks something up on another thread, while the request's body waits. */
    private <T> void find(RoutingContext context, Callable<T> lookUp, Handler<T> then) {
        context.request().pause();
        workers.run(lookUp).onComplete(found -> {
            context.request().resume();
            if (found.succeeded()) {
                then.handle(found.result());
            } else {
                context.fail(found.cause());
            }
        });
    }

    private static void pass(RoutingContext context, Sessions.Active session) {
        context.put(SESSION, session);
        pass(context, session.caller());
    }

    private static void pass(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
        context.next();
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(401, detail));
    }
}
