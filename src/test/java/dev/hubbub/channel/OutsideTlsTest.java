package dev.hubbub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.OwnCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls to a server with a certificate of its own, which names 127.0.0.1. */
class OutsideTlsTest {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @TempDir
    static Path folder = Path.of(".");

    private static Path trust;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        OwnCertificate certificate = OwnCertificate.in(folder);
        trust = certificate.trust();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", call -> {
            CALLS.incrementAndGet();
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static int call(String host, boolean trusted) throws IOException {
        Settings settings = Settings.defaults()
                .with(Key.OUTSIDE_NETWORKS, "127.0.0.0/8")
                .with(Key.OUTSIDE_TIMEOUT, "5s")
                .with(Key.OUTSIDE_TRUST, trusted ? trust.toString() : "");
        try (Outside outside = Outside.of(settings)) {
            URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
            return outside.call("POST", url, Map.of(), new byte[1], 1000).status();
        }
    }

    @Test
    void saysThatTheFileOfCertificatesIsNotThere() {
        Settings settings = Settings.defaults()
                .with(Key.OUTSIDE_TRUST, folder.resolve("none.pem").toString());
        assertThatThrownBy(() -> Outside.of(settings))
                .hasMessage("hubbub.outside.trust: there is no file " + folder.resolve("none.pem") + ".");
    }

    @Test
    void aCertificateCountsIfItIsTrustedAndNamesTheHost() throws Exception {
        assertThat(call("127.0.0.1", true)).isEqualTo(204);
        int before = CALLS.get();
        assertThatThrownBy(() -> call("127.0.0.1", false)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> call("127.0.0.2", true)).isInstanceOf(IOException.class);
        assertThat(CALLS).hasValue(before);
    }
}
