package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.hubbub.security.Clients;
import dev.hubbub.security.Role;
import dev.hubbub.security.audit.Act;
import dev.hubbub.security.audit.Act.Outcome;
import dev.hubbub.security.audit.AuditLog.Entry;
import dev.hubbub.security.audit.AuditLog.Wanted;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what is written down, and stays so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
    /**
     * What changes nothing of the hub itself: what is said is in the log of messages, a mark is the reader's own, and who is there or
     * typing is of the moment.
     */
    private static final Set<String> NO_ACTS =
            Set.of("postMessage", "postMessages", "dryRunRules", "setReadMark", "setPresence");

    private final TestServer server = new TestServer();
    private final Ask admin = server.client("auditing", Role.ADMIN);

    @AfterAll
    void stop() {
        server.close();
    }

    private List<Act> acts(Wanted wanted) {
        return server.audit.list(wanted, null, 100).stream().map(Entry::act).toList();
    }

    private List<Act> on(String target) {
        return acts(new Wanted(null, null, target, null, null, null));
    }

    private List<Act> by(String actor) {
        return acts(new Wanted(actor, null, null, null, null, null));
    }

    @Test
    void coversEveryOperationThatIsNoReading() {
        Set<String> audited = Contract.read().audited().keySet();
        Set<String> changing = new TreeSet<>();
        Vertx vertx = Vertx.vertx();
        Contract.read()
                .model(vertx)
                .getPaths()
                .forEach(path -> Contract.byMethod(path).forEach((method, operation) -> {
                    if (!method.equals("GET")) {
                        changing.add(operation.getOperationId());
                    }
                }));

        var unused = vertx.close();
        changing.removeAll(NO_ACTS);
        assertThat(changing).hasSizeGreaterThan(10).isEqualTo(new TreeSet<>(audited));
    }

    @Test
    void saysWhoDidWhatToWhomFromWhereAndHow() {
        admin.post("/api/v1/users", "{\"name\":\"gerd\",\"roles\":[\"member\"],\"password\":\"a secret password\"}");
        admin.send("PATCH", "/api/v1/users/gerd", "application/json", "{\"roles\":[\"operator\"],\"disabled\":true}");
        admin.send("PATCH", "/api/v1/users/gerd", "application/json", "{\"password\":\"a secret password\"}");
        admin.delete("/api/v1/users/gerd");
        admin.delete("/api/v1/users/gerd");

        List<Act> acts = on("users/gerd");
        assertThat(acts)
                .extracting(Act::what)
                .containsExactly("user.delete", "user.delete", "user.change", "user.change", "user.create");
        assertThat(acts).allSatisfy(act -> {
            assertThat(act.actor()).isEqualTo("client:auditing");
            assertThat(act.address()).isEqualTo("127.0.0.1");
            assertThat(act.at()).isBetween(Instant.now().minusSeconds(300), Instant.now());
            assertThat(act.toString()).doesNotContain("a secret password");
        });
        assertThat(acts.get(0).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(acts.get(0).detail()).containsEntry("status", 404);
        assertThat(acts.get(1).outcome()).isEqualTo(Outcome.DONE);
        assertThat(acts.get(2).detail()).containsEntry("fields", List.of("password"));
        assertThat(acts.get(3).detail())
                .containsEntry("roles", List.of("operator"))
                .containsEntry("disabled", true);
    }

    @Test
    void knowsWhoTriedWhatTheyMayNot() {
        Ask member = server.client("curious", Role.MEMBER);
        member.delete("/api/v1/users/anybody").problem(403);

        await().untilAsserted(() -> assertThat(by("client:curious"))
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.what()).isEqualTo("user.delete");
                    assertThat(act.target()).isEqualTo("users/anybody");
                    assertThat(act.outcome()).isEqualTo(Outcome.REFUSED);
                }));
        for (int i = 0; i < 100; i++) {
            member.delete("/api/v1/users/anybody");
        }
        assertThat(by("client:curious").size()).as("nobody fills the log").isLessThan(60);
    }

    @Test
    void knowsWhoCameInAndWhoDidNot() {
        Ask ana = server.user("ana", Role.MEMBER);
        ana.delete("/session");
        String wrong = "{\"name\":\"ana\",\"password\":\"my-wrong-guess\"}";
        for (int i = 0; i < 5; i++) {
            server.ask().post("/session", wrong);
        }

        List<Act> acts = by("user:ana");
        assertThat(acts)
                .extracting(Act::what)
                .containsExactly(
                        "session.locked",
                        "session.begin",
                        "session.begin",
                        "session.begin",
                        "session.begin",
                        "session.end",
                        "session.begin");
        assertThat(acts)
                .extracting(Act::outcome)
                .containsExactly(
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.DONE,
                        Outcome.DONE);
        assertThat(acts.get(0).detail())
                .containsEntry("reason", "wrong password")
                .containsKey("waitSeconds");
    }

    @Test
    void writesNoNameDownThatMayBeAMistypedPassword() {
        server.ask()
                .post("/session", "{\"name\":\"Hunter2-is-mine\",\"password\":\"ana\"}")
                .problem(401);
        server.ask().form("/oauth/token", "grant_type=client_credentials&client_id=Hunter3-is-mine&client_secret=x");

        assertThat(by(Act.UNKNOWN))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(act -> assertThat(act.toString()).doesNotContain("Hunter"));
    }

    @Test
    void knowsWhichProgramsGotTokens() {
        Clients.Made made =
                server.clients.create("bell", "", Set.of(Role.MEMBER)).orElseThrow();
        server.ask().form("/oauth/token", "grant_type=client_credentials&client_id=bell&client_secret=wrong");
        server.ask()
                .form(
                        "/oauth/token",
                        "grant_type=client_credentials&client_id=bell&client_secret="
                                + made.secret().reveal());

        assertThat(by("client:bell"))
                .extracting(Act::what, Act::outcome)
                .containsExactly(tuple("token.issue", Outcome.DONE), tuple("token.issue", Outcome.REFUSED));
        assertThat(by("client:bell").toString()).doesNotContain(made.secret().reveal());
    }

    @Test
    void knowsWhoChangedTheirPassword() {
        Ask finn = server.user("finn", Role.MEMBER);
        finn.post("/api/v1/me/password", "{\"current\":\"wrong\",\"password\":\"another long one\"}")
                .problem(403);
        finn.post(
                "/api/v1/me/password",
                "{\"current\":\"" + TestServer.PASSWORD.reveal() + "\",\"password\":\"another long one\"}");

        assertThat(on("users/finn"))
                .extracting(Act::what, Act::outcome)
                .containsExactly(tuple("password.change", Outcome.DONE), tuple("password.change", Outcome.REFUSED));
        assertThat(on("users/finn").toString()).doesNotContain("another long one", TestServer.PASSWORD.reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit set actor = 'nobody'", "delete from audit", "truncate audit"})
    void isChangedByNobody(String sql) throws SQLException {
        admin.post("/api/v1/jobs/fortune/run", "");

        try (Connection connection = server.database.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("only ever added to");
        }
    }

    @Test
    void forgetsOnlyWhatIsPastItsTime() {
        Act old = new Act(
                Instant.now().minusSeconds(7200), "user:old", "", "user.change", "users/old", Outcome.DONE, Map.of());
        server.audit.add(old);
        admin.post("/api/v1/jobs/kept/run", "");

        assertThat(server.audit.sweep(Instant.now().minusSeconds(3600))).isEqualTo(1);

        assertThat(by("user:old")).isEmpty();
        assertThat(on("jobs/kept")).hasSize(1);
    }
}
