package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many may be connected, and for how long without a word. */
class ConnectionsTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(Settings.defaults()
                .with(Key.HTTP_CONNECTIONS, "20")
                .with(Key.HTTP_CONNECTIONS_PER_ADDRESS, "12")
                .with(Key.HTTP_TRUSTED_PROXIES, "127.0.0.3")
                .with(Key.HTTP_REQUEST_TIMEOUT, "3s"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tooManyConnectionsAreClosedAtOnceAndThereIsRoomWhenOthersLeave() throws IOException {
        List<Socket> all = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                all.add(from(2));
            }
            assertThat(all).allMatch(ConnectionsTest::answers);
            try (Socket oneMore = from(2)) {
                assertThat(answers(oneMore)).as("one more from that address").isFalse();
            }
            for (int i = 0; i < 8; i++) {
                all.add(from(3));
                assertThat(answers(all.get(all.size() - 1))).isTrue();
            }
            try (Socket oneMore = from(4)) {
                assertThat(answers(oneMore)).as("one more in all").isFalse();
            }
        } finally {
            for (Socket socket : all) {
                socket.close();
            }
        }
        await().untilAsserted(() -> {
            try (Socket later = from(2)) {
                assertThat(answers(later)).isTrue();
            }
        });
    }

    @Test
    void trustedProxyMayHaveMoreThanOneAddressMay() throws IOException {
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            all.add(from(3));
        }
        assertThat(all).allMatch(ConnectionsTest::answers);
        for (Socket socket : all) {
            socket.close();
        }
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingStarts() {
        Settings settings = Settings.defaults().with(Key.HTTP_PORT, Integer.toString(server.port()));
        assertThatThrownBy(() -> WebServer.requireFree(WebConfig.of(settings)))
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port())
                .hasMessageContaining("HUBBUB_HTTP_PORT=8081 takes another port");
        WebServer.requireFree(WebConfig.of(Settings.defaults().with(Key.HTTP_PORT, "0")));
    }

    @Test
    void silentConnectionIsCutAndOneThatWaitsBetweenRequestsIsNot() throws Exception {
        try (Socket silent = from(5);
                Socket resting = from(6)) {
            assertThat(answers(resting)).isTrue();
            silent.setSoTimeout(20_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(answers(resting)).isTrue();
            resting.getOutputStream().write("GET /observe".getBytes(StandardCharsets.US_ASCII));
            resting.setSoTimeout(20_000);
            assertThat(resting.getInputStream().read())
                    .as("half a head of the next request")
                    .isEqualTo(-1);
        }
    }

    /** From 127.0.0.N: all of them are this machine. */
    private static Socket from(int n) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) n}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return socket;
    }

    /** Whether a request is answered, with all of its body. */
    private static boolean answers(Socket socket) {
        try {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("HEAD /observe/health HTTP/1.1\r\nHost: hub\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            socket.setSoTimeout(200);
            while (first >= 0 && socket.getInputStream().read() >= 0) {
                // the rest of it
            }
            return first == 'H';
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
