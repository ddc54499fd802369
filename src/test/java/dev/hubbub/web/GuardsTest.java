package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.security.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody passes who must not, however the path is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardsTest {
    private TestServer server = new TestServer();
    private Ask admin = server.ask();

    @BeforeAll
    void start() {
        admin = server.client("admin-client", Role.ADMIN);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/me",
                "/api/v1/users",
                "/api/v1/nothing",
                "/api",
                "/nothing",
                "/hooks/test",
                "/observe",
                "/observe/env",
                "/session",
                "/oauth/token/x",
                "/DOCS",
                "/Assets/x.js",
                "/api/v1/me.",
                "/API/v1/users",
                "/index.html",
                "/docs.",
                "/openapi.yaml.",
                "/hooks/open/x",
                "/hooks/below"
            })
    void refusesWithoutCredentials(String path) {
        server.ask().get(path).problem(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/index.html", "/hooks/test", "/channels"})
    void showsTheWayBackToWhoeverIsLostInABrowser(String path) {
        Ask.Answered lost = browser().get(path);

        assertThat(lost.status()).isEqualTo(404);
        assertThat(lost.header("Content-Type")).startsWith("text/html");
        assertThat(lost.text()).contains("<a href=\"/\">").doesNotContain(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/nothing", "/observe/env", "/session", "/api", "//api/v1/users"})
    void showsABrowserNoPageInPlaceOfTheApi(String path) {
        assertThat(browser().get(path).header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesABrowserAsAnybody() {
        browser().post("/nothing", "{}").problem(401);
        browser().bearer("wrong").get("/nothing").problem(401);
    }

    private Ask browser() {
        return server.ask().with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/users",
                "/api//v1/users",
                "/docs/../api/v1/users",
                "/docs/%2e%2e/api/v1/users",
                "/docs/%2E./api/v1/users",
                "/docs/..%2fapi/v1/users",
                "/docs/..%5capi/v1/users",
                "/docs/..\\api/v1/users",
                "/docs;/../api/v1/users",
                "/docs/..;/api/v1/users",
                "/api/v1/users;x=/docs/",
                "/./api/v1/users",
                "/api/v1/%75sers",
                "/api/v1/users%00",
                "/api/v1/users%20/",
                "/assets/%252e%252e/openapi.yaml",
                "/assets/..",
                "/webjars/lit/../../../logback.xml",
                "/api/v1/users%0d%0aX: y",
                "/docs/%c0%ae%c0%ae/api",
                "/docs/%",
                "/docs/%zz"
            })
    void neverOpensByATrickOfThePath(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.[01] (400|401|404) .*");
        assertThat(answer).doesNotContain("\"items\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//api/v1/users", "/api/v1/users/", "/api/v1/%75sers", "/api/v1/users;x", "/docs/../api/v1/users"
            })
    void servesAnAdminOnlyWhatIsWrittenPlainly(String path) throws IOException {
        String token = admin.headers().get("Authorization");

        String answer = raw(
                "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + token + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.[01] (400|404) .*application/problem\\+json.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openapi.yaml",
                "/openapi.json",
                "/docs",
                "/docs/start.js",
                "/webjars/swagger-ui/swagger-ui.css",
                "/webjars/@lit/reactive-element/reactive-element.js",
                "/.well-known/jwks.json",
                "/observe/health",
                "/observe/metrics"
            })
    void opensWhatIsMeantForAnybody(String path) {
        assertThat(server.ask().get(path).status()).isEqualTo(200);
    }

    @Test
    void letsIntegratorsRoutesKnowTheCallerButNotItsCredentials() {
        Ask ask = admin.with("X-Hubbub-Caller", "user:root");

        assertThat(ask.get("/hooks/test").text()).isEqualTo("route says client:admin-client");
        assertThat(server.ask()
                        .with("X-Hubbub-Caller", "user:root")
                        .get("/hooks/open")
                        .text())
                .isEqualTo("open says ");
    }

    @Test
    void keepsIntegratorsRoutesOutOfTheApi() {
        admin.get("/api/v1/mine").problem(404);
        server.ask().get("/api/v1/me").problem(401);
    }

    @Test
    void answersAProblemToWhatIsNotHttp() throws IOException {
        assertThat(raw("GET /x y HTTP/1.1\r\n\r\n")).contains(" 400 ").contains("application/problem+json");
        assertThat(raw("GET /" + "x".repeat(9000) + " HTTP/1.1\r\n\r\n")).contains(" 414 ");
        assertThat(raw("GET / HTTP/1.1\r\nX: " + "x".repeat(20000) + "\r\n\r\n"))
                .contains(" 431 ");
    }

    @Test
    void sendsHeadersThatGuardBrowsers() {
        Ask.Answered answered = server.ask().get("/nothing");

        assertThat(answered.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answered.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(answered.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answered.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void tellsItsHealthWithoutDetails() {
        assertThat(server.ask().get("/observe/health/live").status()).isEqualTo(200);
        assertThat(server.ask()
                        .get("/observe/health/ready")
                        .json()
                        .path("checks")
                        .path("test")
                        .asText())
                .isEqualTo("up");
        server.health(false);
        assertThat(server.ask().get("/observe/health/ready").status()).isEqualTo(503);
        assertThat(server.ask().get("/observe/health/live").status()).isEqualTo(200);
        server.health(true);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (int c = in.read(); c >= 0; c = in.read()) {
                    answer.append((char) c);
                }
            }
            return answer.toString();
        }
    }
}
