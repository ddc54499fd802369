package dev.hubbub.web;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** What needs no credentials. Everything that is not here does. Paths are plain ones ({@link PlainPath}). */
final class OpenPaths {
    private static final Set<String> READ = Set.of(
            "/favicon.ico",
            "/openapi.yaml",
            "/openapi.json",
            "/docs",
            "/.well-known/oauth-authorization-server",
            "/.well-known/jwks.json",
            "/observe/health",
            "/observe/health/live",
            "/observe/health/ready");
    private static final List<String> READ_BELOW = List.of("/assets/", "/webjars/", "/docs/");
    private static final Set<String> POST = Set.of("/oauth/token", "/session");

    private final List<String> own;
    private final boolean metrics;

    OpenPaths(WebConfig config) {
        own = config.open();
        metrics = config.openMetrics();
    }

    boolean isOpen(HttpMethod method, String path) {
        if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
            if (READ.contains(path) || Places.isOne(path) || READ_BELOW.stream().anyMatch(path::startsWith)) {
                return true;
            }
            if (metrics && path.equals("/observe/metrics")) {
                return true;
            }
        }
        if (HttpMethod.POST.equals(method) && POST.contains(path)) {
            return true;
        }
        return !isOurs(path) && own.stream().anyMatch(entry -> opens(entry, path));
    }

    /** Paths that no setting opens. */
    private static boolean isOurs(String path) {
        return path.equals("/api")
                || path.startsWith("/api/")
                || path.startsWith("/observe/")
                || path.equals("/session");
    }

    private static boolean opens(String entry, String path) {
        return entry.endsWith("/*") ? path.startsWith(entry.substring(0, entry.length() - 1)) : path.equals(entry);
    }
}
