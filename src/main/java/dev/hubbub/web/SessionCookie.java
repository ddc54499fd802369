package dev.hubbub.web;

import dev.hubbub.config.Secret;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie that holds a browser's session: out of reach of scripts, sent only from the hub's own site, and by https only
 * where the hub is reached by https; its name then makes the browser refuse one that another host has set (RFC 6265bis,
 * {@code __Host-}). Without https the port is part of the name, because cookies are shared by all ports of a host.
 */
final class SessionCookie {
    private static final String NAME = "hubbub-session";

    private final Origins origins;

    SessionCookie(Origins origins) {
        this.origins = origins;
    }

    Optional<Secret> read(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name(request));
        return Optional.ofNullable(cookie)
                .map(Cookie::getValue)
                .filter(value -> value.length() <= 100)
                .map(Secret::new);
    }

    /** The header that sets it. */
    String set(HttpServerRequest request, Secret id, Duration life) {
        return header(request, id.reveal(), life);
    }

    /** The header that takes it away. */
    String clear(HttpServerRequest request) {
        return header(request, "", Duration.ZERO);
    }

    private String header(HttpServerRequest request, String value, Duration life) {
        return name(request) + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Strict"
                + (origins.isHttps(request) ? "; Secure" : "");
    }

    private String name(HttpServerRequest request) {
        return origins.isHttps(request)
                ? "__Host-" + NAME
                : NAME + "-" + request.localAddress().port();
    }
}
