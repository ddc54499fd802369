package dev.hubbub.channel.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes by SIP as no phone would write it: nothing breaks, nothing is steered, and what comes next is taken. */
class HostileSipTest {
    private static final List<String> CAME = new CopyOnWriteArrayList<>();
    private static final List<String> DATES = new CopyOnWriteArrayList<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final int PATIENCE_MILLIS = 10_000;
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        port = Ports.free("127.0.0.1");
        Settings settings = Settings.defaults()
                .with(Key.SIP_SERVER, "127.0.0.1:9")
                .with(Key.SIP_PORT, Integer.toString(port))
                .with(Key.INTAKE_MAX_TEXT, "20000");
        CAMEL.addComponent("sip", new SipComponent(Sip.of(settings, Clock.systemUTC())));
        CAMEL.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:messages").process(exchange -> {
                    CAME.add(exchange.getMessage().getBody(String.class));
                    DATES.add(exchange.getMessage().getHeader("HubbubSentAt", "none", String.class));
                });
            }
        });
        CAMEL.start();
    }

    @AfterAll
    static void close() {
        CAMEL.stop();
    }

    @BeforeEach
    void forget() {
        CAME.clear();
        DATES.clear();
    }

    private static String request(String start, String more, String body) {
        int n = COUNT.incrementAndGet();
        return start + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK" + n
                + ";rport\r\nFrom: <sip:ana@example.org>;tag=a\r\nTo: <sip:hubbub@example.org>\r\nCall-ID: c" + n
                + "\r\nCSeq: 1 " + start.split(" ", 2)[0] + "\r\nMax-Forwards: 70\r\n" + more
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private static String message(String more, String body) {
        return request("MESSAGE sip:hubbub@example.org", more, body);
    }

    private static int ask(String request) throws IOException {
        return ask(request, PATIENCE_MILLIS);
    }

    /** The status of the answer; 0 if there is none. */
    private static int ask(String request, int millis) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] bytes = request.replace(":PORT", ":" + socket.getLocalPort()).getBytes(StandardCharsets.UTF_8);
            socket.setSoTimeout(millis);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            DatagramPacket answer = new DatagramPacket(new byte[8000], 8000);
            socket.receive(answer);
            String text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
            return Integer.parseInt(text.split(" ", 3)[1]);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | hello | 200 | hello",
                "text/plain;charset=iso-8859-1 | hello | 200 | hello",
                "TEXT/PLAIN; charset=\"UTF-8\" | Grüße | 200 | Grüße",
                "text/plain;charset=klingon | hello | 415 |",
                "text/html | <b>hello</b> | 415 |",
                "multipart/mixed;boundary=b | --b-- | 415 |",
                "application/im-iscomposing+xml | <x/> | 200 |",
                "message/imdn+xml | <x/> | 200 |",
                "message/cpim | From: <im:a@b>~~Content-Type: text/plain; charset=utf-8~~Grüße | 200 | Grüße",
                "message/cpim | From: <im:a@b>~~Content-Type: message/imdn+xml~~<imdn/> | 200 |",
                "message/cpim | From: <im:a@b>~~Content-Type: message/cpim~~again | 415 |",
                "message/cpim | nothing of the kind | 400 |",
            })
    void whatIsInItIsReadOrRefused(String type, String body, int status, String text) throws Exception {
        String all = body.replace("~~", "\r\n\r\n");
        assertThat(ask(message("Content-Type: " + type + "\r\n", all))).isEqualTo(status);
        assertThat(CAME).isEqualTo(text == null ? List.of() : List.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPTIONS sip:hubbub@example.org | '' | 200",
                "INVITE sip:hubbub@example.org | 'Contact: <sip:a@127.0.0.1>~' | 405",
                "REGISTER sip:example.org | '' | 405",
                "NOTIFY sip:hubbub@example.org | 'Event: x~Subscription-State: active~' | 405",
                "NONSENSE sip:hubbub@example.org | '' | 405",
                "MESSAGE sip:hubbub@example.org | 'Require: magic~' | 420",
                "MESSAGE sip:hubbub@example.org | 'Content-Encoding: gzip~' | 415",
            })
    void whatIsNoMessageIsToldSo(String start, String headers, int status) throws Exception {
        assertThat(ask(request(start, headers.replace("~", "\r\n"), ""))).isEqualTo(status);
        assertThat(CAME).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0",
                "MESSAGE",
                "MESSAGE sip:hubbub@example.org SIP/2.0\r\n\r\n",
                "MESSAGE sip:hubbub@example.org SIP/2.0\r\nVia: x\r\nFrom: \r\n\r\n",
                "MESSAGE sip:%%%@[::::]:99999 SIP/2.0\r\nCall-ID: \r\nCSeq: 99999999999999999999 MESSAGE\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\nCSeq: 1 MESSAGE\r\nCall-ID: c\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
            })
    void whatIsNoRequestAtAllIsPassedOver(String bytes) throws Exception {
        int unused = ask(bytes, 200);
        assertThat(CAME).isEmpty();
        assertThat(ask(message("", "still there"))).isEqualTo(200);
        assertThat(CAME).containsExactly("still there");
    }

    @Test
    void aDateThatLiesAheadIsNone() throws Exception {
        assertThat(ask(message("Date: Mon, 01 Jan 2120 12:00:00 GMT\r\n", "from the future")))
                .isEqualTo(200);
        assertThat(DATES).containsExactly("none");
    }

    @Test
    void anAnswerGoesToNobodyElse() throws Exception {
        try (DatagramSocket victim = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            String steering = message(
                            "Route: <sip:127.0.0.2:" + victim.getLocalPort() + ";lr>\r\nRecord-Route: <sip:127.0.0.2:"
                                    + victim.getLocalPort() + ";lr>\r\nReply-To: <sip:evil@127.0.0.2>\r\n",
                            "hello")
                    .replace(";rport", ";rport;maddr=127.0.0.2;received=127.0.0.2");
            assertThat(ask(steering)).isEqualTo(200);
            victim.setSoTimeout(200);
            assertThat(answered(victim)).isFalse();
        }
    }

    private static boolean answered(DatagramSocket socket) throws IOException {
        try {
            socket.receive(new DatagramPacket(new byte[2000], 2000));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
