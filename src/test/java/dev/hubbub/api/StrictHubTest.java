package dev.hubbub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.AskedHub;
import dev.hubbub.Asking;
import dev.hubbub.Asking.Answered;
import dev.hubbub.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A hub that looks at its streams every second and takes few messages of one caller: what ends, and what has to wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictHubTest {
    private static final String POST = "/channels/shoutbox/team/messages";

    /** How often streams are looked at, and what looking takes on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(1 + 6);

    private AskedHub hub;

    @BeforeAll
    void start(@TempDir Path folder) {
        hub = AskedHub.start(folder, Map.of("HUBBUB_STREAM_HEARTBEAT", "1s", "HUBBUB_MESSAGES_RATE", "20"));
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    /** Opens a stream; done when it has ended. */
    private CompletableFuture<Void> stream(Seat seat) {
        InputStream body = seat.asking()
                .open("/stream", seat.headers().toArray(String[]::new))
                .body();
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
            try (body) {
                body.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // cut off is ended, too
                return;
            }
        });
        assertThat(ended).isNotDone();
        return ended;
    }

    private static void assertEnds(CompletableFuture<Void> stream) {
        await().atMost(BOUND).until(stream::isDone);
    }

    @Test
    void aStreamEndsWithItsToken() {
        Asking late = hub.admin().as(hub.token("at+jwt", "hubbub", Duration.ofSeconds(-26)));
        Seat seat = new Seat("late", Role.ADMIN, false, late, List.of());

        CompletableFuture<Void> ends = stream(seat);
        CompletableFuture<Void> stays = stream(new Seat("admin", Role.ADMIN, false, hub.admin(), List.of()));

        // clocks may differ by half a minute, so it is believed a little longer
        await().atMost(BOUND.plusSeconds(5)).until(ends::isDone);
        assertThat(stays).isNotDone();
    }

    @Test
    void allStreamsOfAClientEndWithIt() {
        Seat bell = Seat.client(hub.admin(), "bell", Role.MEMBER);
        Seat gong = Seat.client(hub.admin(), "gong", Role.MEMBER);
        List<CompletableFuture<Void>> streams = List.of(stream(bell), stream(bell), stream(bell));
        CompletableFuture<Void> stays = stream(gong);

        assertThat(hub.admin().send("DELETE", "/clients/bell", null).status()).isEqualTo(204);

        streams.forEach(StrictHubTest::assertEnds);
        assertThat(stays).isNotDone();
        assertThat(bell.asking().get("/me").status()).isEqualTo(401);
    }

    @Test
    void aStreamEndsWithItsSession() {
        Seat ana = Seat.person(hub.admin(), "ana", Role.MEMBER);
        CompletableFuture<Void> stream = stream(ana);

        assertThat(ana.ask("DELETE", Recipe.Wish.of("!/session")).status()).isEqualTo(204);

        assertEnds(stream);
    }

    @Test
    void aStreamEndsWhenItsUserIsLockedOutOrGetsOtherRolesOrIsDeleted() {
        List<CompletableFuture<Void>> streams = new ArrayList<>();
        for (String name : List.of("locked", "changed", "deleted")) {
            streams.add(stream(Seat.person(hub.admin(), name, Role.MEMBER)));
        }

        hub.admin().send("PATCH", "/users/locked", "{\"disabled\":true}");
        hub.admin().send("PATCH", "/users/changed", "{\"roles\":[\"operator\"]}");
        hub.admin().send("DELETE", "/users/deleted", null);

        streams.forEach(StrictHubTest::assertEnds);
    }

    @Test
    void otherStreamsOfAUserEndWithTheOldPassword() {
        Seat here = Seat.person(hub.admin(), "emil", Role.MEMBER);
        Answered in = hub.nobody().post("!/session", "{\"name\":\"emil\",\"password\":\"" + Seat.PASSWORD + "\"}");
        Seat there = new Seat(
                "emil",
                Role.MEMBER,
                true,
                hub.nobody(),
                List.of("Cookie", in.header("Set-Cookie").split(";", 2)[0]));
        CompletableFuture<Void> stays = stream(here);
        CompletableFuture<Void> ends = stream(there);

        String change = "{\"current\":\"" + Seat.PASSWORD + "\",\"password\":\"a wholly new one\"}";
        assertThat(here.ask("POST", new Recipe.Wish("/me/password", change)).status())
                .isEqualTo(204);

        assertEnds(ends);
        assertThat(stays).isNotDone();
    }

    @Test
    void aCallerPostsOnlySoMuch() {
        Asking busy = hub.client("busy", "member");
        Asking other = hub.client("other", "member");

        List<Answered> answers =
                IntStream.range(0, 200).mapToObj(i -> busy.postAsync(POST, "{\"text\":\"again\"}")).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers).extracting(Answered::status).contains(201, 429).doesNotContain(500, 503);
        Answered refused = answers.stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(other.post(POST, "{\"text\":\"calm\"}").status()).isEqualTo(201);
        String many = "{\"messages\":[" + "{\"text\":\"a\"},".repeat(99) + "{\"text\":\"a\"}]}";
        assertThat(other.post(POST + "/batch", many).status()).isEqualTo(201);
        assertThat(other.post(POST + "/batch", many).status()).isEqualTo(429);
    }

    @Test
    void theAuditLogIsReadByPagesAndFilters() {
        for (int i = 0; i < 5; i++) {
            hub.admin().post("/users", "{\"name\":\"page-" + i + "\",\"roles\":[\"member\"]}");
        }

        Answered first = hub.admin().get("/audit?what=user.create&limit=3");
        Answered second = hub.admin()
                .get("/audit?what=user.*&limit=3&cursor="
                        + first.json().get("next").asText());
        assertThat(first.json().get("items")).hasSize(3);
        assertThat(first.json().at("/items/0/target").asText()).isEqualTo("users/page-4");
        assertThat(second.json().at("/items/0/target").asText()).isEqualTo("users/page-1");
        assertThat(hub.admin().get("/audit?target=users/page-2").json().get("items"))
                .hasSize(1);
        assertThat(hub.admin().get("/audit?actor=user:nobody").json().get("items"))
                .isEmpty();
        assertThat(hub.admin().get("/audit?actor=hub").body())
                .contains("key.use", "keys/issuer", "users/admin", "clients/local");
        assertThat(hub.admin().get("/audit?outcome=perhaps").status()).isEqualTo(400);
    }
}
