package dev.hubbub.web;

import dev.hubbub.config.Secret;
import dev.hubbub.security.LogIns;
import dev.hubbub.security.Sessions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logging in and out by name and password. */
final class SessionEndpoint {
    private static final int MAX_BODY = 8192;

    private final LogIns logIns;
    private final SessionCookie cookie;
    private final Origins origins;
    private final Workers workers;
    private final Clock clock;

    SessionEndpoint(Identity identity, SessionCookie cookie, Origins origins, Workers workers) {
        this.logIns = identity.logIns();
        this.cookie = cookie;
        this.origins = origins;
        this.workers = workers;
        this.clock = identity.clock();
    }

    void mount(Router router) {
        router.route("/session").handler(context -> {
            String method = context.request().method().name();
            if (!List.of("POST", "DELETE").contains(method)) {
                throw new ProblemException(Problem.of(405, "This is there, but not by that method.")
                        .header("Allow", "POST, DELETE"));
            }
            context.next();
        });
        router.post("/session")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(this::logIn);
        router.delete("/session").handler(this::logOut);
    }

    private void logIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean elsewhere = request.getHeader("Origin") != null && !origins.isOwn(request);
        if (elsewhere) {
            throw new ProblemException(Problem.forbidden("Log in from the hub's own page."));
        }
        BodyCheck.requireJson(context);
        Map<String, Object> body = BodyCheck.parse(context.body().buffer());
        List<Problem.FieldError> errors = new ArrayList<>();
        String name = text(body, "name", errors);
        Secret password = new Secret(text(body, "password", errors));
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
        String address = origins.address(request);
        workers.run(() -> logIns.person(name, password, address))
                .onSuccess(begun -> welcome(context, begun))
                .onFailure(context::fail);
    }

    private void welcome(RoutingContext context, Optional<Sessions.Begun> begun) {
        if (begun.isEmpty()) {
            context.fail(new ProblemException(
                    Problem.of(401, "Name or password is wrong.").header("WWW-Authenticate", "Session")));
            return;
        }
        Sessions.Active active = begun.get().active();
        Duration life = Duration.between(clock.instant(), active.endsAt());
        HttpServerResponse response = context.response();
        response.putHeader(
                "Set-Cookie", cookie.set(context.request(), begun.get().id(), life));
        response.putHeader("Cache-Control", "no-store").putHeader("Content-Type", "application/json");
        response.end(Json.MAPPER
                .valueToTree(Me.of(active.caller(), Optional.of(active)))
                .toString());
    }

    private void logOut(RoutingContext context) {
        String address = origins.address(context.request());
        Sessions.Active session = Authentication.session(context)
                .orElseThrow(() -> new ProblemException(Problem.of(409, "There is no session to end.")));
        workers.run(() -> {
                    logIns.out(session, address);
                    return session;
                })
                .onSuccess(done -> context.response()
                        .setStatusCode(204)
                        .putHeader("Set-Cookie", cookie.clear(context.request()))
                        .putHeader("Clear-Site-Data", "\"cache\"")
                        .end())
                .onFailure(context::fail);
    }

    private static String text(Map<String, Object> body, String name, List<Problem.FieldError> errors) {
        if (body.get(name) instanceof String text && !text.isEmpty() && text.length() <= 256) {
            if (!Texts.isBroken(text)) {
                return text;
            }
        }
        errors.add(new Problem.FieldError("/" + name, "is missing or no text of at most 256 characters"));
        return "";
    }
}
