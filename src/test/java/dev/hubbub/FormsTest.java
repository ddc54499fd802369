package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.form.Kxml;
import dev.hubbub.sandbox.SmsSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms that come by channels of a whole hub: to their resource, and not into the log. */
class FormsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PHONE = "+4917012345678";
    private static final String ROUTES = """
            - route:
                id: meters
                from:
                  uri: hub:form/meter
                  parameters: { namespace: "http://example.org/meter", root: reading, schema: "FOLDER/meter.xsd", channels: "sms/main,in/*" }
                  steps:
                    - setBody: { simple: "${header.HubbubSender}|${header.HubbubChannel}|${header.HubbubExternalId}|${body}" }
                    - to: "file:FOLDER/meters?fileName=${header.HubbubDeliveryId}&fileExist=Fail"
            - route:
                id: orders
                from:
                  uri: hub:form/order?root=order
                  steps:
                    - choice:
                        when:
                          - simple: "${body} contains 'refused'"
                            steps: [ { bean: { ref: attempt, method: "refused('no cake today')" } } ]
                    - to: "file:FOLDER/orders?fileName=order&fileExist=Fail"
            - route:
                id: in
                from:
                  uri: file:FOLDER/in?charset=UTF-8&readLock=none
                  steps:
                    - convertBodyTo: { type: String }
                    - setHeader: { name: HubbubExternalId, simple: "${file:onlyname.noext}" }
                    - to: hub:in/folder
            """;
    private static final String SCHEMA = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://example.org/meter"
                elementFormDefault="qualified">
              <xs:element name="reading"><xs:complexType><xs:sequence>
                <xs:element name="meter" type="xs:int"/>
                <xs:element name="value" type="xs:int"/>
                <xs:element name="note" type="xs:string" minOccurs="0"/>
              </xs:sequence></xs:complexType></xs:element>
            </xs:schema>
            """;

    @TempDir
    static Path home;

    private static TestHub hub;
    private static SmsSandbox phones;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("routes/forms.camel.yaml"), ROUTES.replace("FOLDER", home.toString()));
        Files.writeString(home.resolve("meter.xsd"), SCHEMA);
        hub = TestHub.start(home);
        phones = hub.hub().sandbox.phones().orElseThrow();
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String reading(String note) {
        return "<reading xmlns=\"http://example.org/meter\"><meter>17</meter><value>4711</value><note>" + note
                + "</note></reading>";
    }

    /** What the resource got, as sender|channel|id|form. */
    private static List<String> meters(String note) throws IOException {
        Path folder = Files.createDirectories(home.resolve("meters"));
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                if (text.contains("<note>" + note + "</note>")) {
                    all.add(text);
                }
            }
        }
        return all;
    }

    private static void drop(String name, String text) throws IOException {
        Path written = Files.writeString(home.resolve(name + ".tmp"), text);
        Files.move(written, Files.createDirectories(home.resolve("in")).resolve(name));
    }

    @Test
    void aFormFromAPhoneGoesToItsResourceAsXmlAndAsBinaryXml() throws Exception {
        phones.say(PHONE, reading("as text"));
        phones.send(PHONE, Kxml.reading("as bytes, and so long that it takes several parts: " + "x".repeat(200)));
        phones.send(PHONE, Kxml.reading("as bytes"));

        await().atMost(PATIENCE)
                .until(() -> meters("as text").size() == 1 && meters("as bytes").size() == 1);
        await().atMost(PATIENCE)
                .until(() -> meters("as bytes, and so long that it takes several parts: " + "x".repeat(200))
                                .size()
                        == 1);
        assertThat(meters("as bytes").get(0))
                .startsWith("tel:" + PHONE + "|sms/main|")
                .endsWith("|" + reading("as bytes"));
        assertThat(log.arrivedOn("sms/main")).noneMatch(text -> text.contains("reading"));
        assertThat(metrics()).contains("hubbub_forms_taken_total");
    }

    private static String metrics() throws Exception {
        try (Stream<String> lines = caller.open("/observe/metrics").body()) {
            return lines.collect(Collectors.joining("\n"));
        }
    }

    @Test
    void theSameFormAgainGoesThereOnce() throws Exception {
        drop("same.xml", reading("same"));
        await().atMost(PATIENCE).until(() -> !Files.exists(home.resolve("in/same.xml")));
        assertThat(meters("same")).hasSize(1);
        // a second time it would find its file there, fail, and be tried again for ever
        drop("same.xml", reading("same"));
        await().atMost(PATIENCE).until(() -> !Files.exists(home.resolve("in/same.xml")));
        assertThat(meters("same")).hasSize(1);
        assertThat(log.arrivedOn("in/folder")).noneMatch(text -> text.contains("same"));
    }

    @Test
    void whatIsNoFormThatIsTakenIsAMessageWithTheReason() throws Exception {
        drop("unknown.xml", "<invoice xmlns=\"urn:i\"><sum>unknown</sum></invoice>");
        drop("invalid.xml", reading("invalid").replace("4711", "many"));
        drop("bomb.xml", "<!DOCTYPE x [<!ENTITY a \"bomb\">]><x>&a;</x>");
        phones.send(PHONE, new byte[] {3, 1, 0x6a, 0, 0x45});

        assertThat(reason("in/folder", "unknown")).isEqualTo("no resource takes {urn:i}invoice from in/folder");
        assertThat(reason("in/folder", "many")).contains("not as the schema wants it: line 1, cvc-datatype-valid");
        assertThat(reason("in/folder", "bomb")).isEqualTo("it has a document type, which forms have not");
        assertThat(reason("sms/main", "bytes that are no text")).contains("no WBXML that can be read");
    }

    private static String reason(String channel, String part) throws Exception {
        await().atMost(PATIENCE).until(() -> message(channel, part) != null);
        JsonNode message = message(channel, part);
        String id = message == null ? "" : message.path("id").asText();
        for (JsonNode event :
                caller.get("/api/v1/messages/" + id + "/trace").body().path("events")) {
            for (JsonNode step : event.path("detail").path("steps")) {
                if (step.path("step").asText().equals("form")) {
                    return step.path("reason").asText();
                }
            }
        }
        return "";
    }

    private static @Nullable JsonNode message(String channel, String part) throws Exception {
        return log.all("/api/v1/messages?limit=200&channel=" + channel).stream()
                .filter(message -> message.path("text").asText().contains(part))
                .findFirst()
                .orElse(null);
    }

    @Test
    void aResourceThatIsAwayIsAskedAgainAndOneThatRefusesSaysSo() throws Exception {
        Path order = Files.writeString(
                Files.createDirectories(home.resolve("orders")).resolve("order"), "in the way");
        drop("order.xml", "<order>cake</order>");
        drop("refused.xml", "<order>refused</order>");
        assertThat(reason("in/folder", "refused")).startsWith("the resource order refuses it: ");
        assertThat(home.resolve("in/order.xml")).exists();

        Files.delete(order);

        await().atMost(PATIENCE).until(() -> Files.exists(order) && !Files.exists(home.resolve("in/order.xml")));
        assertThat(order).hasContent("<order>cake</order>");
        assertThat(log.arrivedOn("in/folder")).noneMatch(text -> text.contains("cake"));
    }
}
