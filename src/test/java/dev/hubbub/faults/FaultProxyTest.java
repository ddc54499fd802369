package dev.hubbub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The proxy in front of a server that sends back what it gets. */
class FaultProxyTest {
    private final AtomicInteger heard = new AtomicInteger();
    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = new FaultProxy(echo.getLocalPort());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Thread thread = new Thread(() -> answer(client));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                heard.incrementAndGet();
                client.getOutputStream().write(c);
            }
        } catch (IOException e) {
            // reset, as some faults do
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(300);
        return socket;
    }

    private static String say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "DELAY", "BYTE_BY_BYTE"})
    void allArrives(Fault fault) throws IOException {
        proxy.delay(Duration.ofMillis(20));
        proxy.set(fault);
        try (Socket socket = connect()) {
            assertThat(say(socket, "hello")).isEqualTo("hello");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> proxy.open() == 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "DROP_ANSWERS"})
    void whatIsLostStaysLostAndItsConnectionIsResetAfterwards(Fault fault) throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, "a")).isEqualTo("a");
            proxy.set(fault);
            assertThatThrownBy(() -> say(socket, "bc")).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).hasValue(fault == Fault.DROP ? 1 : 3);
            proxy.set(Fault.NONE);
            assertThatThrownBy(() -> say(socket, "d")).isInstanceOf(SocketException.class);
        }
        try (Socket again = connect()) {
            assertThat(say(again, "e")).isEqualTo("e");
        }
    }

    @Test
    void whatWasStalledGoesOn() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, "a")).isEqualTo("a");
            proxy.set(Fault.STALL);
            assertThatThrownBy(() -> say(socket, "b")).isInstanceOf(SocketTimeoutException.class);
            try (Socket other = connect()) {
                assertThatThrownBy(() -> say(other, "x")).isInstanceOf(SocketTimeoutException.class);
                proxy.set(Fault.NONE);
                assertThat(other.getInputStream().read()).isEqualTo('x');
            }
            assertThat(socket.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void resetsWhatStandsAndWhatComes() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, "a")).isEqualTo("a");
            proxy.set(Fault.RESET);
            assertThatThrownBy(() -> say(socket, "b")).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> {
                    try (Socket other = connect()) {
                        say(other, "c");
                    }
                })
                .isInstanceOf(SocketException.class);
        proxy.set(Fault.NONE);
        try (Socket again = connect()) {
            assertThat(say(again, "d")).isEqualTo("d");
        }
    }
}
