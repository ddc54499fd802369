package dev.hubbub.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, and where the browser thinks it sent it. What proxies say of that is believed only if they
 * are among the trusted ones.
 */
final class Origins {
    private final WebConfig config;

    Origins(WebConfig config) {
        this.config = config;
    }

    /** The address of the caller's side: the last one that no trusted proxy stands for. */
    String address(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        if (config.proxies().isEmpty()) {
            return address;
        }
        List<String> hops = request.headers().getAll("X-Forwarded-For").stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
            address = hops.get(i);
        }
        return address.length() > 64 ? "unknown" : address;
    }

    boolean isHttps(HttpServerRequest request) {
        return config.isHttps()
                || (isTrusted(request.remoteAddress().hostAddress())
                        && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    }

    /**
     * Whether a browser sent this from a page of the hub's own. A request that says nothing of where it comes from is not
     * from a browser's page: today's browsers all say it on writes.
     */
    boolean isOwn(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
        }
        return origin.toLowerCase(Locale.ROOT).equals(own(request));
    }

    private @Nullable String own(HttpServerRequest request) {
        if (!config.publicUrl().isEmpty()) {
            return config.publicUrl();
        }
        // HTTP/2 has no Host header
        HostAndPort authority = request.authority();
        return authority == null
                ? null
                : (isHttps(request) ? "https://" : "http://")
                        + authority.toString().toLowerCase(Locale.ROOT);
    }

    private boolean isTrusted(String address) {
        return config.proxies().stream().anyMatch(range -> range.holds(address));
    }
}
