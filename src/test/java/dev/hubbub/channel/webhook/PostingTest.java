package dev.hubbub.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hubbub.channel.Outside;
import dev.hubbub.channel.Receiver;
import dev.hubbub.channel.webhook.WebhookSettings.Target;
import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.outbox.DeliveryException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingTest {
    private static final Signature SIGNATURE =
            Signature.of(new Secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);

    private static Receiver receiver;
    private static Outside outside;

    @BeforeAll
    static void start() throws Exception {
        receiver = Receiver.start();
        outside = Outside.of(Settings.defaults()
                .with(Key.OUTSIDE_NETWORKS, " 127.0.0.1 , 10.0.0.0/8")
                .with(Key.OUTSIDE_TIMEOUT, "2s"));
    }

    @AfterAll
    static void stop() throws Exception {
        outside.close();
        receiver.close();
    }

    private static void post(URI url) throws Exception {
        new Posting(outside, NOON).post(new Target(url, SIGNATURE), "id-1", "{}");
    }

    private static Throwable failure(int status, Map<String, String> headers) {
        receiver.next(status, headers);
        return catchThrowable(() -> post(receiver.url("/")));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void takenIsSent(int status) throws Exception {
        receiver.next(status, Map.of());
        post(receiver.url("/path?key=1"));
        Receiver.Call call = receiver.calls().get(receiver.calls().size() - 1);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).hasToString("/path?key=1");
        assertThat(call.header("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(call.header("webhook-id")).isEqualTo("id-1");
        assertThat(call.header("webhook-timestamp")).isEqualTo("1795694400");
        assertThat(call.header("webhook-signature"))
                .isEqualTo(SIGNATURE.sign("id-1", 1_795_694_400, new byte[] {'{', '}'}));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 413, 415, 422, 451})
    void refusedForGoodIsPermanent(int status) {
        assertThat(failure(status, Map.of("Location", "/elsewhere", "Retry-After", "1")))
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("HTTP " + status);
    }

    @Test
    void goneIsGone() {
        assertThat(failure(410, Map.of())).isInstanceOf(Posting.GoneException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 421, 425, 429, 500, 502, 503, 504, 599})
    void whatMayBeOverLaterIsTemporary(int status) {
        assertThat(failure(status, Map.of()))
                .isInstanceOf(DeliveryException.Temporary.class)
                .satisfies(e ->
                        assertThat(((DeliveryException.Temporary) e).after()).isNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 120 | 120",
                "503 | 0 | 0",
                "503 | Thu, 26 Nov 2026 12:01:30 GMT | 90",
                "429 | 99999999999 | 86400",
                "429 | 999999999999999999 | 86400",
                "503 | Thu, 26 Nov 2099 12:01:30 GMT | 86400",
                "503 | Thu, 26 Nov 2020 12:01:30 GMT | -1",
                "503 | -5 | -1",
                "503 | soon | -1",
                "503 | 1e9 | -1"
            })
    void retryAfterIsObeyedUpToADay(int status, String asked, long seconds) {
        Throwable failure = failure(status, Map.of("Retry-After", asked));
        assertThat(failure).isInstanceOf(DeliveryException.Temporary.class);
        assertThat(((DeliveryException.Temporary) failure).after())
                .isEqualTo(seconds < 0 ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void noAnswerIsTemporary() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThatThrownBy(() -> post(URI.create("http://127.0.0.1:" + closed + "/?key=1")))
                .isInstanceOf(DeliveryException.Temporary.class)
                .hasMessageNotContaining("key=1");
        receiver.next(call -> call.close());
        assertThatThrownBy(() -> post(receiver.url("/"))).isInstanceOf(DeliveryException.Temporary.class);
    }

    @Test
    void anInternalAddressIsPermanentAndSaysHowToAllowIt() {
        assertThatThrownBy(() -> post(URI.create("http://127.0.0.2:" + receiver.port() + "/")))
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("127.0.0.2")
                .hasMessageContaining("hubbub.outside.networks");
    }
}
