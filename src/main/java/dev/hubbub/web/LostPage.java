package dev.hubbub.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * What somebody sees in a browser who mistyped an address. It is the same whether nothing is there or credentials are
 * missing, so it tells a stranger nothing; programs, and whatever belongs to the API, get their problem+json as ever.
 */
final class LostPage {
    private static final List<String> OF_PROGRAMS =
            List.of("/api", "/oauth", "/session", "/observe", "/.well-known", "/assets", "/webjars", "/openapi");

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>Nothing here – Hubbub</title>
                <link rel="stylesheet" href="/assets/css/tokens.css" />
                <link rel="stylesheet" href="/assets/css/base.css" />
              </head>
              <body>
                <main>
                  <h1>There is nothing here, or nothing for you.</h1>
                  <p>The address may be mistyped, or you may have to log in first.</p>
                  <p><a href="/">Go to the start of the hub</a></p>
                </main>
              </body>
            </html>
            """;

    private LostPage() {}

    /** Whether a request that ends this way is a person's, lost in a browser. */
    static boolean suits(HttpServerRequest request, int status) {
        String accept = request.getHeader("Accept");
        String path = request.path();
        return (status == 401 || status == 404)
                && (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method()))
                && accept != null
                && accept.contains("text/html")
                && request.getHeader("Authorization") == null
                && path != null
                && OF_PROGRAMS.stream().noneMatch(path::startsWith);
    }

    static void write(HttpServerResponse response) {
        response.setStatusCode(404)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'")
                .putHeader("Cache-Control", "no-store")
                .end(PAGE);
    }
}
