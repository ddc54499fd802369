package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that take their time, send without end or never read: they are cut off, and nobody else notices. */
@Tag("slow")
@Tag("alone")
class HostileCallersTest {
    private static final String POST = "/channels/shoutbox/team/messages";
    private static final int SLOW_HEADERS = 2_000;
    private static final int SLOW_BODIES = 200;
    private static final Duration TIME = Duration.ofSeconds(Scale.of(5, 20));
    /** On a busy machine a p99 of some milliseconds doubles by itself. */
    private static final Duration FLOOR = Duration.ofMillis(250);

    @Test
    void slowAndEndlessSendersAreCutWhileOthersAreServed(@TempDir Path folder) throws Exception {
        try (AskedHub hub = AskedHub.start(folder, Map.of("HUBBUB_HTTP_REQUEST_TIMEOUT", TIME.toSeconds() + "s"))) {
            Asking member = hub.client("member", "member");
            Patients patients = new Patients(member);
            patients.p99(Scale.of(150, 500), () -> false);
            Duration undisturbed = patients.p99(Scale.of(250, 1_000), () -> false);
            URI base = URI.create(member.base());
            try (Tricklers headers =
                            new Tricklers(base, SLOW_HEADERS, "GET /api/v1/me HTTP/1.1\r\nHost: hub\r\nX-Slow: ");
                    Tricklers bodies = new Tricklers(base, SLOW_BODIES, head(member))) {
                List<Endless> endless = Stream.of(true, false)
                        .map(chunked -> new Endless(member, POST, chunked))
                        .toList();
                Duration disturbed = patients.p99(
                        Scale.of(250, 1_000),
                        () -> headers.cut() < SLOW_HEADERS && headers.longest().compareTo(TIME.multipliedBy(4)) < 0);
                await().atMost(TIME.plusSeconds(30)).until(() -> headers.cut() == SLOW_HEADERS);
                await().atMost(TIME.plusSeconds(30)).until(() -> bodies.cut() == SLOW_BODIES);
                CompletableFuture.allOf(endless.get(0).answer(), endless.get(1).answer())
                        .join();
                long sent = Math.max(endless.get(0).sent(), endless.get(1).sent());
                Scale.figure(
                        "hostile",
                        "slow headers=" + SLOW_HEADERS + " cut in "
                                + headers.longest().toMillis() + " ms, slow bodies="
                                + SLOW_BODIES + " cut in " + bodies.longest().toMillis() + " ms (limit "
                                + TIME.toSeconds() + " s), 10 GB bodies refused after " + sent / 1_000_000
                                + " MB, p99 undisturbed=" + undisturbed.toMillis() + " ms disturbed="
                                + disturbed.toMillis() + " ms");
                assertThat(headers.longest()).isLessThan(TIME.plusSeconds(5));
                assertThat(bodies.longest()).isLessThan(TIME.plusSeconds(5));
                for (Endless one : endless) {
                    assertThat(one.answer().join()).startsWith("HTTP/1.1 413").contains("application/problem+json");
                    // what socket buffers on both sides hold, and little more
                    assertThat(one.sent()).isLessThan(32_000_000);
                }
                assertThat(disturbed).isLessThan(max(undisturbed.multipliedBy(2), FLOOR));
            }
        }
    }

    @Test
    void whoeverIsNotLetInSendsNoBodyEither(@TempDir Path folder) {
        try (AskedHub hub = AskedHub.start(folder)) {
            Endless stranger = new Endless(hub.nobody().as("nonsense"), POST, false);
            assertThat(stranger.answer().join()).startsWith("HTTP/1.1 401");
            assertThat(stranger.sent()).isLessThan(32_000_000);
        }
    }

    @Test
    void readerOfAStreamThatTakesNothingIsCutInTime(@TempDir Path folder) throws Exception {
        Map<String, String> patience = Map.of(
                "HUBBUB_STREAM_PATIENCE", "2s", "HUBBUB_STREAM_HEARTBEAT", "1s", "HUBBUB_STREAM_BACKLOG", "1000000000");
        try (AskedHub hub = AskedHub.start(folder, patience)) {
            Asking member = hub.client("member", "member");
            URI base = URI.create(member.base());
            try (Socket lazy = new Socket()) {
                lazy.setReceiveBufferSize(4096);
                lazy.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()));
                lazy.getOutputStream()
                        .write(("GET /api/v1/stream HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + member.token()
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String text = "{\"text\":\"" + "x".repeat(99_000) + "\"}";
                for (int i = 0; i < 80; i++) {
                    assertThat(member.post(POST, text).status()).isEqualTo(201);
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> hub.openStreams() == 0);
                assertThat(isOver(lazy.getInputStream())).isTrue();
            }
        }
    }

    private static boolean isOver(InputStream in) {
        byte[] buffer = new byte[65536];
        try {
            while (in.read(buffer) >= 0) {
                // what was on its way
            }
        } catch (IOException e) {
            return true; // reset
        }
        return true;
    }

    private static String head(Asking member) {
        return "POST /api/v1" + POST
                + " HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nAuthorization: Bearer " + member.token()
                + "\r\nContent-Length: 100000\r\n\r\n{";
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
