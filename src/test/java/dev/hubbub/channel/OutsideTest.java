package dev.hubbub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.config.AddressRange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTest {
    private static final int MOST = 1000;
    private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.1"));

    /** A name server that answers otherwise each time. */
    private static final class Names implements DnsResolver {
        private final Queue<List<String>> answers;
        int asked;

        /** Each answer is addresses with spaces between them. */
        Names(String... answers) {
            this.answers = new ArrayDeque<>();
            for (String answer : answers) {
                this.answers.add(List.of(answer.split(" ", -1)));
            }
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked++;
            List<String> answer = answers.remove();
            InetAddress[] found = new InetAddress[answer.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByAddress(
                        host, InetAddress.getByName(answer.get(i)).getAddress());
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static Outside outside(DnsResolver names, List<AddressRange> allowed) {
        return new Outside(names, allowed, Duration.ofSeconds(2), null);
    }

    private static DnsResolver literally() {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return InetAddress.getAllByName(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%s/",
                "http://127.1:%s/",
                "http://2130706433:%s/",
                "http://0.0.0.0:%s/",
                "http://localhost:%s/",
                "http://[::1]:%s/",
                "http://[::]:%s/",
                "http://[::ffff:127.0.0.1]:%s/",
                "http://[::127.0.0.1]:%s/",
                "http://[64:ff9b::7f00:1]:%s/",
                "http://[2002:7f00:1::]:%s/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://192.0.0.192/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[2001:db8::1]/"
            })
    void internalAddressesAreNotCalledHoweverTheyAreWritten(String url) throws Exception {
        try (Receiver receiver = Receiver.start();
                Outside outside = outside(literally(), List.of())) {
            assertThatThrownBy(() -> outside.call(
                            "POST", URI.create(url.formatted(receiver.port())), Map.of(), new byte[1], MOST))
                    .isInstanceOf(InternalAddressException.class)
                    .hasMessageContaining("internal address");
            assertThat(receiver.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "2606:4700::1111", "2a00:1450::1"})
    void publicAddressesPass(String address) throws Exception {
        PublicAddresses addresses = new PublicAddresses(new Names(address), List.of());
        assertThat(addresses.resolve("example.org")).hasSize(1);
    }

    @Test
    void aHostWithOneInternalAddressAmongOthersIsRefused() {
        PublicAddresses addresses = new PublicAddresses(new Names("8.8.8.8 10.0.0.1"), List.of());
        assertThatThrownBy(() -> addresses.resolve("example.org"))
                .isInstanceOf(InternalAddressException.class)
                .hasMessageContaining("10.0.0.1");
    }

    @Test
    void aNameThatLeadsElsewhereAMomentLaterGainsNothing() throws Exception {
        Names names = new Names("127.0.0.1", "127.0.0.2");
        try (Receiver allowed = Receiver.start();
                Receiver internal = Receiver.start("127.0.0.2", allowed.port());
                Outside outside = outside(names, LOOPBACK)) {
            URI url = URI.create("http://rebound.example:" + allowed.port() + "/");
            allowed.next(200, Map.of("Connection", "close"));
            assertThat(outside.call("GET", url, Map.of(), null, MOST).status()).isEqualTo(200);
            assertThat(names.asked).isEqualTo(1);
            assertThat(allowed.calls()).hasSize(1);
            assertThatThrownBy(() -> outside.call("GET", url, Map.of(), null, MOST))
                    .isInstanceOf(InternalAddressException.class);
            assertThat(internal.calls()).isEmpty();
        }
    }

    @Test
    void redirectsAreNotFollowedAndCookiesNotKept() throws Exception {
        try (Receiver receiver = Receiver.start();
                Outside outside = outside(literally(), LOOPBACK)) {
            receiver.next(307, Map.of("Location", "/elsewhere", "Set-Cookie", "a=b"));
            Outside.Answer answer = outside.call("POST", receiver.url("/here"), Map.of(), new byte[1], MOST);
            assertThat(answer.status()).isEqualTo(307);
            assertThat(answer.header("location")).contains("/elsewhere");
            outside.call("POST", receiver.url("/here"), Map.of(), new byte[1], MOST);
            assertThat(receiver.calls())
                    .hasSize(2)
                    .allMatch(call -> call.path().getPath().equals("/here"));
            assertThat(receiver.calls().get(1).header("Cookie")).isEmpty();
        }
    }

    @Test
    void noMoreOfAnAnswerIsReadThanIsWanted() throws Exception {
        try (Receiver receiver = Receiver.start();
                Outside outside = outside(literally(), LOOPBACK)) {
            receiver.next(call -> {
                call.sendResponseHeaders(200, 0);
                byte[] block = new byte[8192];
                try (OutputStream out = call.getResponseBody()) {
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write(block);
                    }
                }
            });
            Outside.Answer answer = outside.call("GET", receiver.url("/"), Map.of(), null, MOST);
            assertThat(answer.body()).hasSize(MOST);
            assertThat(answer.whole()).isFalse();
            receiver.next(200, Map.of(), "x".repeat(MOST));
            assertThat(outside.call("GET", receiver.url("/"), Map.of(), null, MOST)
                            .whole())
                    .isTrue();
        }
    }

    @Test
    void aServerThatDripsIsCutOff() throws Exception {
        try (Receiver receiver = Receiver.start();
                Outside outside = outside(literally(), LOOPBACK)) {
            receiver.next(call -> {
                call.sendResponseHeaders(200, 0);
                try (OutputStream out = call.getResponseBody()) {
                    for (int i = 0; i < 600; i++) {
                        out.write('.');
                        out.flush();
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                }
            });
            assertThatThrownBy(() -> outside.call("GET", receiver.url("/"), Map.of(), null, MOST))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no whole answer within 2000 ms");
        }
    }
}
