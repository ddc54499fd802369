package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Secret;
import dev.hubbub.security.FirstStart;
import dev.hubbub.security.Role;
import dev.hubbub.security.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users with sessions, clients with tokens: how they come in, and how they are kept out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {
    private final TestServer server = new TestServer();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void logsInAndOut() {
        Ask ana = server.user("ana", Role.MEMBER);

        JsonNode me = ana.get("/api/v1/me").json();
        assertThat(me.path("name").asText()).isEqualTo("ana");
        assertThat(me.path("kind").asText()).isEqualTo("user");
        assertThat(me.path("sessionEnds").asText()).isNotBlank();

        Ask.Answered out = ana.delete("/session");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        ana.get("/api/v1/me").problem(401);
    }

    @Test
    void keepsTheCookieFromScriptsAndOtherSites() {
        server.users.create("cora", Set.of(Role.MEMBER), TestServer.PASSWORD);

        Ask.Answered in = server.ask().post("/session", credentials("cora", TestServer.PASSWORD.reveal()));

        assertThat(in.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Domain");
        assertThat(in.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource({"dora, wrong", "nobody, wrong", "'dora ', correct horse battery", "DORA, correct horse battery"})
    void refusesWrongCredentialsAllAlike(String name, String password) {
        server.users.create("dora", Set.of(Role.MEMBER), TestServer.PASSWORD);

        JsonNode problem =
                server.ask().post("/session", credentials(name, password)).problem(401);

        assertThat(problem.path("detail").asText()).isEqualTo("Name or password is wrong.");
    }

    @Test
    void makesWaitAfterWrongTries() {
        Ask ask = server.ask();
        for (int i = 0; i < 5; i++) {
            ask.post("/session", credentials("guess", "wrong" + i)).problem(401);
        }

        Ask.Answered answered = ask.post("/session", credentials("guess", "wrong"));
        // the first wait is short: on a busy machine it may be over before it is noticed, the next is longer
        for (int i = 0; i < 5 && answered.status() == 401; i++) {
            answered = ask.post("/session", credentials("guess", "wrong"));
        }

        answered.problem(429);
        assertThat(Integer.parseInt(answered.header("Retry-After"))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1", ""})
    void refusesABrowsersWriteFromElsewhere(String origin) {
        Ask session = server.user("user-" + Integer.toHexString(origin.hashCode()), Role.ADMIN);
        Ask elsewhere = session.with("Origin", origin);

        elsewhere.post("/api/v1/channels/shoutbox/team/pause", "").problem(403);
        elsewhere.delete("/session").problem(403);
        assertThat(session.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void refusesABrowsersWriteThatDoesNotSayWhereItComesFrom() {
        Ask session = server.user("quiet", Role.ADMIN);
        Ask quiet = new Ask(server.url()).with("Cookie", session.headers().getOrDefault("Cookie", ""));

        quiet.post("/api/v1/jobs/fortune/run", "").problem(403);
        assertThat(quiet.with("Sec-Fetch-Site", "same-origin")
                        .post("/api/v1/jobs/fortune/run", "")
                        .status())
                .isEqualTo(200);
        quiet.with("Sec-Fetch-Site", "same-site")
                .post("/api/v1/jobs/fortune/run", "")
                .problem(403);
    }

    @Test
    void refusesALogInFromAnotherSite() {
        server.ask()
                .with("Origin", "http://evil.example")
                .post("/session", credentials("ana", TestServer.PASSWORD.reveal()))
                .problem(403);
    }

    @Test
    void changesTheOwnPasswordAndEndsOtherSessions() {
        Ask here = server.user("emil", Role.MEMBER);
        Ask there = server.ask().logIn("emil", TestServer.PASSWORD.reveal());

        here.post("/api/v1/me/password", "{\"current\":\"wrong\",\"password\":\"another long one\"}")
                .problem(403);
        assertThat(here.post(
                                "/api/v1/me/password",
                                "{\"current\":\"" + TestServer.PASSWORD.reveal()
                                        + "\",\"password\":\"another long one\"}")
                        .status())
                .isEqualTo(204);

        assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
        there.get("/api/v1/me").problem(401);
        server.ask().logIn("emil", "another long one");
    }

    @Test
    void endsTheSessionsOfWhoIsLockedOutOrDeletedOrGetsANewPassword() {
        Ask admin = server.client("keeper", Role.ADMIN);
        Ask locked = server.user("locked", Role.MEMBER);
        Ask renewed = server.user("renewed", Role.MEMBER);
        Ask deleted = server.user("deleted", Role.MEMBER);

        assertThat(admin.send("PATCH", "/api/v1/users/locked", "application/json", "{\"disabled\":true}")
                        .status())
                .isEqualTo(200);
        admin.send("PATCH", "/api/v1/users/renewed", "application/json", "{\"password\":\"a wholly new one\"}");
        assertThat(admin.delete("/api/v1/users/deleted").status()).isEqualTo(204);

        locked.get("/api/v1/me").problem(401);
        renewed.get("/api/v1/me").problem(401);
        deleted.get("/api/v1/me").problem(401);
        server.ask()
                .post("/session", credentials("locked", TestServer.PASSWORD.reveal()))
                .problem(401);
    }

    @Test
    void givesNewRolesAtOnce() {
        Ask admin = server.client("promoter", Role.ADMIN);
        Ask fred = server.user("fred", Role.MEMBER);
        fred.get("/api/v1/jobs").problem(403);

        admin.send("PATCH", "/api/v1/users/fred", "application/json", "{\"roles\":[\"operator\"]}");

        assertThat(fred.get("/api/v1/jobs").status()).isEqualTo(200);
    }

    @Test
    void neverTakesTheLastAdminAway() {
        Ask admin = server.client("janitor", Role.ADMIN);
        server.users.all().stream()
                .filter(User::isActiveAdmin)
                .forEach(user -> server.users.change(user.name(), Set.of(Role.MEMBER), null, null));
        admin.post("/api/v1/users", "{\"name\":\"last\",\"roles\":[\"admin\"]}");
        server.users.all().stream()
                .filter(user -> user.isActiveAdmin() && !user.name().equals("last"))
                .forEach(user -> server.users.change(user.name(), Set.of(Role.MEMBER), null, null));

        admin.delete("/api/v1/users/last").problem(409);
        admin.send("PATCH", "/api/v1/users/last", "application/json", "{\"disabled\":true}")
                .problem(409);
        admin.send("PATCH", "/api/v1/users/last", "application/json", "{\"roles\":[\"member\"]}")
                .problem(409);
    }

    @Test
    void makesUsersWithAPasswordThatIsShownOnce() {
        Ask admin = server.client("maker", Role.ADMIN);

        Ask.Answered made = admin.post("/api/v1/users", "{\"name\":\"gina\",\"roles\":[\"member\"]}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/users/gina");
        server.ask().logIn("gina", made.json().path("password").asText());
        assertThat(admin.get("/api/v1/users").text()).contains("gina").doesNotContain("argon2", "password");
        admin.post("/api/v1/users", "{\"name\":\"gina\",\"roles\":[\"member\"]}")
                .problem(409);
    }

    @Test
    void givesClientsTokensForTheirSecret() {
        Ask admin = server.client("issuer-admin", Role.ADMIN);
        JsonNode made = admin.post("/api/v1/clients", "{\"id\":\"bell\",\"roles\":[\"member\"]}")
                .json();
        String secret = made.path("secret").asText();

        Ask.Answered basic = server.ask()
                .with("Authorization", basic("bell", secret))
                .form("/oauth/token", "grant_type=client_credentials");
        Ask.Answered post = server.ask()
                .form("/oauth/token", "grant_type=client_credentials&client_id=bell&client_secret=" + secret);

        assertThat(basic.status()).isEqualTo(200);
        assertThat(basic.header("Cache-Control")).isEqualTo("no-store");
        assertThat(basic.json().path("expires_in").asInt()).isEqualTo(900);
        Ask bell = server.ask().bearer(post.json().path("access_token").asText());
        assertThat(bell.get("/api/v1/me").json().path("kind").asText()).isEqualTo("client");
        assertThat(admin.get("/api/v1/clients").text()).contains("bell").doesNotContain(secret, "secret");

        assertThat(admin.delete("/api/v1/clients/bell").status()).isEqualTo(204);
        bell.get("/api/v1/me").problem(401);
    }

    @Test
    void givesNoNameTwice() {
        Ask admin = server.client("namer", Role.ADMIN);

        admin.post("/api/v1/users", "{\"name\":\"namer\",\"roles\":[\"member\"]}")
                .problem(409);
        admin.post("/api/v1/clients", "{\"id\":\"bot\",\"roles\":[\"member\"]}").problem(409);
        admin.post("/api/v1/users", "{\"name\":\"hanna\",\"roles\":[\"member\"]}");
        admin.post("/api/v1/clients", "{\"id\":\"hanna\",\"roles\":[\"member\"]}")
                .problem(409);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&username=a&password=b, 400, unsupported_grant_type",
        "client_id=x&client_secret=y, 400, invalid_request",
        "grant_type=client_credentials, 401, invalid_client",
        "grant_type=client_credentials&client_id=nobody&client_secret=nobody, 401, invalid_client",
        "grant_type=client_credentials&grant_type=client_credentials&client_id=x&client_secret=y, 400, invalid_request",
        "'', 400, invalid_request",
    })
    void answersWrongTokenRequestsAsOAuthHasIt(String form, int status, String error) {
        Ask.Answered answered = server.ask().form("/oauth/token", form);

        assertThat(answered.status()).isEqualTo(status);
        assertThat(answered.json().path("error").asText()).isEqualTo(error);
        assertThat(answered.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void refusesATokenWhoseSignatureWasChanged() {
        Ask good = server.client("changed", Role.ADMIN);
        String header = Optional.ofNullable(good.headers().get("Authorization")).orElseThrow();
        char other = header.charAt(header.length() - 10) == 'A' ? 'B' : 'A';
        String changed = header.substring(0, header.length() - 10) + other + header.substring(header.length() - 9);

        JsonNode problem =
                server.ask().with("Authorization", changed).get("/api/v1/users").problem(401);

        assertThat(problem.path("detail").asText()).isEqualTo("The token is wrong or has expired.");
        assertThat(good.get("/api/v1/users").status()).isEqualTo(200);
    }

    @Test
    void tellsWhatItsIssuerCanDo() {
        JsonNode metadata =
                server.ask().get("/.well-known/oauth-authorization-server").json();

        assertThat(metadata.path("issuer").asText()).isEqualTo(server.url());
        assertThat(metadata.path("token_endpoint").asText()).isEqualTo(server.url() + "/oauth/token");
        JsonNode key =
                server.ask().get("/.well-known/jwks.json").json().path("keys").path(0);
        assertThat(key.path("kty").asText()).isEqualTo("EC");
        assertThat(key.has("d")).isFalse();
    }

    @Test
    void letsTheFirstAdminAndTheCommandLineIn(@TempDir Path data) throws IOException {
        try (TestServer fresh = new TestServer()) {
            FirstStart first = new FirstStart(fresh.users, fresh.clients, fresh.audit);
            Path file = data.resolve("cli.json");

            Secret password = first.firstAdmin().orElseThrow();
            first.localClient(file, "http://127.0.0.1:1");
            first.localClient(file, "http://127.0.0.1:2");

            assertThat(first.firstAdmin()).isEmpty();
            fresh.ask().logIn("admin", password.reveal());
            JsonNode kept = Json.MAPPER.readTree(Files.readString(file));
            assertThat(fresh.clients.check(
                            kept.path("id").asText(),
                            new Secret(kept.path("secret").asText())))
                    .isPresent();
            assertThat(kept.path("url").asText()).isEqualTo("http://127.0.0.1:2");
            assertThat(fresh.clients.all()).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    private static String credentials(String name, String password) {
        return "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
