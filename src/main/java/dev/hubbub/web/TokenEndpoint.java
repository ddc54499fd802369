package dev.hubbub.web;

import dev.hubbub.config.Secret;
import dev.hubbub.security.Issuer;
import dev.hubbub.security.LogIns;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hub's own issuer over HTTP: tokens for client credentials (RFC 6749 section 4.4), its keys, and what it can do. */
final class TokenEndpoint {
    private static final int MAX_FORM = 8192;

    private final Issuer issuer;
    private final LogIns logIns;
    private final Origins origins;
    private final Workers workers;

    TokenEndpoint(Identity identity, Origins origins, Workers workers) {
        this.issuer = identity.issuer();
        this.logIns = identity.logIns();
        this.origins = origins;
        this.workers = workers;
    }

    void mount(Router router) {
        router.post("/oauth/token")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_FORM))
                .handler(this::issue);
        router.get("/.well-known/jwks.json").handler(context -> cacheable(context, issuer.publicKeys()));
        router.get("/.well-known/oauth-authorization-server").handler(context -> cacheable(context, issuer.metadata()));
    }

    private void issue(RoutingContext context) {
        Map<String, List<String>> form = form(context);
        if (form == null || form.values().stream().anyMatch(values -> values.size() != 1)) {
            refuse(context, 400, "invalid_request");
            return;
        }
        String grant = first(form, "grant_type");
        if (!"client_credentials".equals(grant)) {
            refuse(context, 400, grant == null ? "invalid_request" : "unsupported_grant_type");
            return;
        }
        String header = context.request().getHeader("Authorization");
        boolean both = header != null && form.containsKey("client_secret");
        if (both) {
            refuse(context, 400, "invalid_request");
            return;
        }
        Optional<Credentials> shown = header == null ? posted(form) : basic(header);
        if (shown.isEmpty()) {
            refuse(context, 401, "invalid_client");
            return;
        }
        Credentials credentials = shown.get();
        String address = origins.address(context.request());
        workers.run(() -> logIns.program(credentials.id(), credentials.secret(), address)
                        .map(TokenEndpoint::token))
                .onSuccess(answer -> answer.ifPresentOrElse(
                        token -> write(context, 200, token), () -> refuse(context, 401, "invalid_client")))
                .onFailure(context::fail);
    }

    private record Credentials(String id, Secret secret) {}

    private static Map<String, Object> token(Issuer.Issued issued) {
        return Map.of(
                "access_token", issued.token(),
                "token_type", "Bearer",
                "expires_in", issued.life().toSeconds());
    }

    private static @Nullable Map<String, List<String>> form(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        Buffer body = context.body().buffer();
        if (type == null
                || body == null
                || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            return null;
        }
        try {
            return new QueryStringDecoder(body.toString(StandardCharsets.UTF_8), false).parameters();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String first(Map<String, List<String>> form, String name) {
        List<String> values = form.get(name);
        return values == null ? null : values.get(0);
    }

    private static Optional<Credentials> posted(Map<String, List<String>> form) {
        String id = first(form, "client_id");
        String secret = first(form, "client_secret");
        return id == null || secret == null ? Optional.empty() : Optional.of(new Credentials(id, new Secret(secret)));
    }

    /** RFC 6749 section 2.3.1: both are form-encoded before they go into Basic. */
    private static Optional<Credentials> basic(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            return Optional.of(new Credentials(
                    URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8),
                    new Secret(URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void refuse(RoutingContext context, int status, String error) {
        if (status == 401) {
            context.response().putHeader("WWW-Authenticate", "Basic realm=\"hubbub\"");
        }
        write(context, status, Map.of("error", error));
    }

    private static void write(RoutingContext context, int status, Object body) {
        HttpServerResponse response = context.response().setStatusCode(status);
        response.putHeader("Cache-Control", "no-store").putHeader("Pragma", "no-cache");
        response.putHeader("Content-Type", "application/json")
                .end(Json.MAPPER.valueToTree(body).toString());
    }

    private static void cacheable(RoutingContext context, Object body) {
        context.response()
                .putHeader("Cache-Control", "public, max-age=300")
                .putHeader("Content-Type", "application/json")
                .end(Json.MAPPER.valueToTree(body).toString());
    }
}
