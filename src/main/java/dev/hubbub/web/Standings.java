package dev.hubbub.web;

import dev.hubbub.config.Secret;
import dev.hubbub.security.Authenticator;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Sessions;
import dev.hubbub.security.TokenException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells long after a request came whether its caller would still be let in: for what goes on, as streams do. */
public final class Standings {
    private static final String BEARER = "bearer ";

    private final Authenticator authenticator;
    private final SessionCookie cookie;

    public Standings(Identity identity, WebConfig config) {
        this.authenticator = identity.authenticator();
        this.cookie = new SessionCookie(new Origins(config));
    }

    /**
     * Notes how the request proved who it is from; never waits.
     *
     * @return who that is by now; empty once the token or the session has ended. May wait for the database. Equal for
     *     requests that showed the same token or cookie
     */
    public Supplier<Optional<Caller>> of(RoutingContext request) {
        String authorization = request.request().getHeader("Authorization");
        if (authorization != null) {
            Secret token = new Secret(authorization.substring(BEARER.length()).strip());
            return new ByToken(authenticator, token);
        }
        return new BySession(authenticator, cookie.read(request.request()));
    }

    private record ByToken(Authenticator authenticator, Secret token) implements Supplier<Optional<Caller>> {
        @Override
        public Optional<Caller> get() {
            try {
                return Optional.of(authenticator.bearer(token));
            } catch (TokenException e) {
                return Optional.empty();
            }
        }
    }

    private record BySession(Authenticator authenticator, Optional<Secret> id) implements Supplier<Optional<Caller>> {
        @Override
        public Optional<Caller> get() {
            return id.flatMap(authenticator.sessions()::look).map(Sessions.Active::caller);
        }
    }
}
