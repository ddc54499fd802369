package dev.hubbub.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hub's page ({@code ui/} of the class path), its libraries, and Swagger UI for the contract. The Content-Security-Policy
 * lets scripts come from the hub alone; what stands in the page itself (its import map) is allowed by its digest.
 */
final class Pages {
    private static final String REVALIDATE = "no-cache";
    private static final String HOURS = "public, max-age=3600";
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final String COMMON =
            "; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'"
                    + "; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

    private final Assets assets = new Assets();
    private final WebJars webJars = new WebJars();
    private final Contract contract;

    Pages(Contract contract) {
        this.contract = contract;
    }

    void mount(Router router) {
        Assets.Asset yaml = Assets.of(contract.yaml().getBytes(StandardCharsets.UTF_8), "application/yaml");
        Assets.Asset json = Assets.of(
                Json.MAPPER.valueToTree(contract.tree()).toString().getBytes(StandardCharsets.UTF_8),
                "application/json");
        read(router, "/openapi.yaml").handler(context -> Assets.send(context, yaml, REVALIDATE));
        read(router, "/openapi.json").handler(context -> Assets.send(context, json, REVALIDATE));
        read(router, "/*").handler(this::place);
        read(router, "/favicon.ico").handler(context -> file(context, "ui/favicon.svg"));
        read(router, "/assets/*").handler(context -> file(context, "ui/" + below(context, "/assets/")));
        read(router, "/webjars/*").handler(this::library);
        read(router, "/docs").handler(this::docs);
        read(router, "/docs/*").handler(context -> file(context, "docs-ui/" + below(context, "/docs/")));
    }

    private static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static String below(RoutingContext context, String prefix) {
        return context.request().path().substring(prefix.length());
    }

    private void place(RoutingContext context) {
        if (Places.isOne(context.request().path())) {
            page(context);
        } else {
            context.next();
        }
    }

    private void page(RoutingContext context) {
        Assets.Asset index = assets.find("ui/index.html").orElse(null);
        if (index == null) {
            context.fail(404);
            return;
        }
        String policy = "default-src 'none'; script-src 'self'" + hashes(index) + COMMON
                + "; require-trusted-types-for 'script'; trusted-types lit-html";
        context.response().putHeader("Content-Security-Policy", policy);
        Assets.send(context, index, REVALIDATE);
    }

    /** Swagger UI; it makes its own styles, and knows nothing of trusted types. */
    private void docs(RoutingContext context) {
        String policy = "default-src 'none'; script-src 'self'"
                + COMMON.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
        context.response().putHeader("Content-Security-Policy", policy);
        file(context, "docs-ui/index.html");
    }

    private void file(RoutingContext context, String resource) {
        send(context, assets.find(resource), REVALIDATE);
    }

    private void library(RoutingContext context) {
        send(context, webJars.resource(below(context, "/webjars/")).flatMap(assets::find), HOURS);
    }

    private static void send(RoutingContext context, Optional<Assets.Asset> asset, String cacheControl) {
        asset.ifPresentOrElse(found -> Assets.send(context, found, cacheControl), () -> context.fail(404));
    }

    /** The digests of the scripts that stand in a page, as the policy takes them. */
    private static String hashes(Assets.Asset page) {
        StringBuilder hashes = new StringBuilder();
        Matcher script = INLINE.matcher(page.bytes().toString(StandardCharsets.UTF_8));
        while (script.find()) {
            byte[] digest = Call.sha256(script.group(1).getBytes(StandardCharsets.UTF_8));
            hashes.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(digest))
                    .append('\'');
        }
        return hashes.toString();
    }
}
