package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.sandbox.Note;
import dev.hubbub.sandbox.Peer;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any channel feeds any other: the hub as it is shipped, all peers of the sandbox, and the same text from each to each, with a
 * file where the network has files. What was lost on the way is printed, and held against what is known.
 */
class MatrixTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TEXT = "Grüße 🚀 <&> https://example.org/a?b=c&d";
    private static final String FILE = "plan ü.txt";
    private static final String PHONE = "+4917604069001";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home = Path.of(".");

    private static TestHub hub;
    private static Caller caller;
    private static Log log;

    /** A network, with the channel that it is at the hub. */
    private enum Net {
        SMS("sms/main", "sms", false),
        EMAIL("email/support", "email", true),
        CHAT("chatbot/ops", "xmpp", false),
        X("x/main", "x", false),
        SIP("sip/main", "sip", false),
        SHOUTBOX("shoutbox/ops", "", true);

        final String channel;
        final String peer;
        final boolean hasFiles;

        Net(String channel, String peer, boolean hasFiles) {
            this.channel = channel;
            this.peer = peer;
            this.hasFiles = hasFiles;
        }

        /** What somebody says there; each names where it is from, as X takes nothing twice. */
        String says() {
            return "@hubbub from " + channel + ": " + TEXT;
        }

        String target() {
            return switch (this) {
                case SMS -> "{ send: sms/main, to: \"tel:" + PHONE + "\" }";
                case SIP -> "{ send: sip/main, to: \"sip:ben@localhost\" }";
                default -> "{ send: " + channel + " }";
            };
        }
    }

    /** What became of a text on its way. */
    private record Cell(String text, String file, String state) {
        @Override
        public String toString() {
            return text + ", " + file + ", " + state;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        StringBuilder rules = new StringBuilder("rules:\n");
        for (Net from : Net.values()) {
            List<String> targets = new ArrayList<>();
            for (Net to : Net.values()) {
                if (to != from) {
                    targets.add(to.target());
                }
            }
            rules.append("  - { name: ")
                    .append(from.name())
                    .append(", when: { channel: ")
                    .append(from.channel)
                    .append(" }, then: [ ")
                    .append(String.join(", ", targets))
                    .append(" ] }\n");
        }
        Files.writeString(
                Files.createDirectories(home.resolve("config/rules")).resolve("matrix.yaml"), rules.toString());
        hub = TestHub.start(home);
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
        // what was said before the bot first came into the room is not for it
        await().atMost(PATIENCE).until(() -> !peer(Net.CHAT).notes().isEmpty());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aTextFromEachChannelReachesEachOtherWithWhatThatCanCarry() throws Exception {
        for (Net from : Net.values()) {
            say(from);
        }
        Map<Net, Map<Net, Cell>> matrix = new EnumMap<>(Net.class);
        for (Net from : Net.values()) {
            Map<Net, Cell> row = new EnumMap<>(Net.class);
            for (Net to : Net.values()) {
                if (to != from) {
                    row.put(to, cell(from, to));
                }
            }
            matrix.put(from, row);
        }
        print(matrix);

        matrix.forEach((from, row) -> row.forEach((to, cell) -> {
            assertThat(cell.text()).as("%s to %s", from, to).isEqualTo("whole");
            // a phone tells that it has it; the others take it
            assertThat(cell.state()).as("%s to %s", from, to).isEqualTo(to == Net.SMS ? "delivered" : "sent");
            String file = !from.hasFiles ? "none" : to.hasFiles ? "attached" : "named";
            assertThat(cell.file()).as("%s to %s", from, to).isEqualTo(file);
        }));
    }

    private static Peer peer(Net net) {
        return hub.hub().sandbox.peers().stream()
                .filter(peer -> peer.about().id().equals(net.peer))
                .findFirst()
                .orElseThrow();
    }

    private static void say(Net net) throws Exception {
        switch (net) {
            case SHOUTBOX ->
                assertThat(caller.post("/api/v1/channels/shoutbox/ops/messages", body(net.says()))
                                .status())
                        .isEqualTo(201);
            case EMAIL -> post(net.says());
            default -> {
                Peer peer = peer(net);
                String box = peer.about().boxes().get(0).address();
                peer.say(new Peer.Line(box, "", "", net.says()));
            }
        }
    }

    private static String body(String text) {
        return JSON.createObjectNode()
                .put("text", text)
                .set(
                        "attachments",
                        JSON.createArrayNode()
                                .add(JSON.createObjectNode()
                                        .put("name", FILE)
                                        .put("mediaType", "text/plain")
                                        .put("content", "aW5zaWRl")))
                .toString();
    }

    private static void post(String text) throws Exception {
        String raw = "From: Ana <ana@localhost>\r\nTo: support@localhost\r\nMessage-ID: <matrix@localhost>\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n--b\r\n"
                + "Content-Type: text/plain; name=\"=?utf-8?Q?plan_=C3=BC.txt?=\"\r\n"
                + "Content-Disposition: attachment; filename*=utf-8''plan%20%C3%BC.txt\r\n\r\ninside\r\n--b--\r\n";
        Session session = Session.getInstance(new Properties());
        MimeMessage mail = new MimeMessage(session, new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
        String smtp = peer(Net.EMAIL).about().endpoints().get(0).address();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", Integer.parseInt(smtp.substring(smtp.indexOf(':') + 1)), null, null);
            transport.sendMessage(mail, new InternetAddress[] {new InternetAddress("support@localhost")});
        }
    }

    private static Cell cell(Net from, Net to) throws Exception {
        String mark = "from " + from.channel + ":";
        if (to == Net.SHOUTBOX) {
            await(from + " to " + to).atMost(PATIENCE).until(() -> find(log.feed(to.channel), mark) != null);
            JsonNode shown = find(log.feed(to.channel), mark);
            String text = shown == null ? "" : shown.path("text").asText();
            String files = shown == null ? "" : shown.path("attachments").toString();
            return new Cell(whole(from, text), file(text, files.contains(FILE)), state(from, to));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(notes(to, ""))
                        .as("%s to %s", from, to)
                        .filteredOn(note -> note.text().contains(mark))
                        .hasSize(1));
        Note note = notes(to, mark).get(0);
        return new Cell(
                whole(from, note.text()), file(note.text(), note.attachments().contains(FILE)), state(from, to));
    }

    private static List<Note> notes(Net net, String mark) {
        return peer(net).notes().stream()
                .filter(note -> !note.written() && note.text().contains(mark))
                // what Ana wrote by mail came into the hub's own box
                .filter(note -> !note.box().startsWith("support@"))
                .toList();
    }

    private static @Nullable JsonNode find(List<JsonNode> messages, String mark) {
        return messages.stream()
                .filter(message -> message.path("text").asText().contains(mark))
                .findFirst()
                .orElse(null);
    }

    private static String whole(Net from, String text) {
        return text.contains(from.says()) ? "whole" : "changed";
    }

    private static String file(String text, boolean attached) {
        return attached ? "attached" : text.contains(FILE) ? "named" : "none";
    }

    /** What the hub knows of the delivery when it has ended. */
    private static String state(Net from, Net to) throws Exception {
        JsonNode message =
                find(log.all("/api/v1/messages?limit=200&channel=" + from.channel), "from " + from.channel + ":");
        String path =
                "/api/v1/messages/" + (message == null ? "" : message.path("id").asText()) + "/deliveries";
        String wanted = to == Net.SMS ? "delivered" : "sent";
        await().atMost(PATIENCE).until(() -> delivery(path, to).equals(wanted));
        return delivery(path, to);
    }

    private static String delivery(String path, Net to) throws Exception {
        for (JsonNode delivery : caller.get(path).body().path("items")) {
            if (delivery.path("channel").asText().equals(to.channel)) {
                return delivery.path("state").asText();
            }
        }
        return "none";
    }

    private static void print(Map<Net, Map<Net, Cell>> matrix) {
        StringBuilder table = new StringBuilder("any to any: text, file, receipt\n");
        matrix.forEach(
                (from, row) -> row.forEach((to, cell) -> table.append("%-8s -> %-8s %s%n".formatted(from, to, cell))));
        System.out.println(table);
    }
}
