package dev.hubbub.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Spellings of guarded paths by which somebody may hope to get past the guard: each is a whole request. */
final class HostilePaths {
    private static final List<String> OPEN = List.of(
            "/docs/",
            "/assets/",
            "/webjars/lit/",
            "/hooks/below/",
            "/observe/health/",
            "/openapi.yaml/",
            "/.well-known/");

    /** Ways to write two dots and a slash. */
    private static final List<String> UP = List.of(
            "../",
            "..%2f",
            "..%2F",
            "%2e%2e/",
            "%2E%2E/",
            ".%2e/",
            "%2e./",
            "%2e%2e%2f",
            "..%5c",
            "..\\",
            "%252e%252e/",
            "%252e%252e%252f",
            "..%252f",
            "..;/",
            "..;x=1/",
            ".;/../",
            "%c0%ae%c0%ae/",
            "%c0%ae%c0%ae%c0%af",
            "..%c0%af",
            "%e0%80%ae%e0%80%ae/",
            "..%e0%80%af",
            "%f0%80%80%ae%f0%80%80%ae/",
            "..%ef%bc%8f",
            "%ef%bc%8e%ef%bc%8e/",
            "..%u2216",
            "%u002e%u002e/",
            "..%00/",
            "..%09/",
            "..%0d%0a/",
            ".../",
            "....//",
            "..//",
            "./../",
            "%2e/%2e%2e/");

    /** What may stand behind a path and be overlooked. */
    private static final List<String> BEHIND = List.of(
            "/",
            "//",
            "/.",
            "/./",
            ".",
            "..",
            "...",
            "%2e",
            ";",
            ";/",
            ";x",
            ";.js",
            "%3b",
            "%00",
            "%00.js",
            "%20",
            "%09",
            "%0a",
            "%0d%0aX:%20y",
            "\\",
            "%5c",
            "~",
            ".json",
            ".js",
            ".css",
            ".html",
            ";.css",
            "%23",
            "#",
            "#/docs",
            "%3f",
            "%3f.js",
            "/%2e",
            "/..;/docs",
            "%ff",
            "%",
            "%2",
            "%zz",
            "%c0%80",
            "%c2%a0",
            "%e2%80%8b",
            "/../docs/../api/v1/users");

    /** Headers by which proxies tell another path or method. */
    private static final List<String> TOLD = List.of(
            "X-HTTP-Method-Override: GET",
            "X-HTTP-Method: GET",
            "X-Method-Override: GET",
            "X-Original-URL: /docs",
            "X-Rewrite-URL: /docs",
            "X-Forwarded-Prefix: /docs",
            "X-Forwarded-Uri: /docs",
            "X-Forwarded-Path: /docs",
            "X-Original-URI: /docs",
            "Forwarded: for=127.0.0.1",
            "X-Forwarded-For: 127.0.0.1",
            "X-Real-IP: 127.0.0.1",
            "X-Hubbub-Caller: user:admin",
            "X-Hubbub-Roles: admin",
            "X-Forwarded-User: admin",
            "Remote-User: admin",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
            "Cookie: hubbub-session=admin",
            "Authorization: ",
            "Authorization: Bearer",
            "Authorization: Bearer null",
            "Authorization: Negotiate YII=",
            "Expect: 100-continue");

    private static final List<String> METHODS = List.of(
            "HEAD", "OPTIONS", "TRACE", "TRACK", "PUT", "PATCH", "DELETE", "CONNECT", "get", "PROPFIND", "FOO", "GET2");

    private final Set<String> requests = new LinkedHashSet<>();

    private HostilePaths() {}

    /**
     * All spellings of these paths.
     *
     * @param more header lines that each request carries, each with its line's end
     */
    static Set<String> of(List<String> guarded, String more) {
        HostilePaths made = new HostilePaths();
        for (String path : guarded) {
            made.spell(path).forEach(spelling -> made.get(spelling, more));
            made.forms(path, more);
        }
        return made.requests;
    }

    private List<String> spell(String path) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < path.length(); i++) {
            String before = path.substring(0, i);
            String after = path.substring(i + 1);
            String hex = String.format("%02x", (int) path.charAt(i));
            all.add(before + "%" + hex + after);
            all.add(before + "%25" + hex + after);
            if (path.charAt(i) == '/') {
                List.of("//", "\\", "/./", "/;/", "/x/../", "/%2e/", "%c0%af", "%ef%bc%8f", "%5c", "/%00/", "///")
                        .forEach(slash -> all.add(before + slash + after));
            } else {
                all.add(before + Character.toUpperCase(path.charAt(i)) + after);
            }
        }
        BEHIND.forEach(end -> all.add(path + end));
        OPEN.forEach(open -> UP.forEach(up -> all.add(open + up + path.substring(1))));
        all.add(path.toUpperCase(Locale.ROOT));
        all.add(path + "/" + "x".repeat(1990));
        all.add("/docs/" + "../".repeat(500) + path.substring(1));
        all.add(path.substring(1));
        all.add("." + path);
        return all;
    }

    private void get(String path, String more) {
        requests.add("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n");
    }

    private void forms(String path, String more) {
        for (String start : List.of(
                "http://x",
                "https://x",
                "http://docs@x",
                "//x",
                "///x",
                "http://",
                "file://",
                "ftp://x/docs/..",
                "http://x\\@y")) {
            get(start + path, more);
        }
        get(path + "?/docs", more);
        get(path + "?x=/assets/", more);
        METHODS.forEach(method ->
                requests.add(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n"));
        TOLD.forEach(header -> requests.add(
                "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + header + "\r\nConnection: close\r\n\r\n"));
        TOLD.subList(0, 3)
                .forEach(header -> requests.add("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + more
                        + header + "\r\nConnection: close\r\n\r\n"));
        requests.add("GET " + path + " HTTP/1.0\r\n" + more + "\r\n");
        requests.add("GET " + path + " HTTP/1.1\r\n" + more + "Connection: close\r\n\r\n");
        requests.add("GET " + path + " HTTP/0.9\r\n\r\n");
        requests.add("GET " + path + "\r\n\r\n");
        requests.add("GET\t" + path + "\tHTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n");
        requests.add("GET  " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n");
        requests.add(
                "GET " + path + " HTTP/1.1\r\nHost: x\r\nHost: 127.0.0.1\r\n" + more + "Connection: close\r\n\r\n");
        requests.add("GET " + path + " HTTP/1.1\r\nHost: \r\n" + more + "Connection: close\r\n\r\n");
        requests.add("\r\n\r\nGET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n");
        requests.add("GET /docs\r\n" + path + " HTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n");
        requests.add("OPTIONS * HTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n");
    }
}
