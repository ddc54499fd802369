package dev.hubbub.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms, and what only looks like one. */
class FormReaderTest {
    private static final FormReader READER = new FormReader(new FormLimits(65_536, 32, 2000));
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final String READING = "<reading xmlns=\"http://example.org/meter\"><value>4711</value></reading>";

    @TempDir
    private Path folder;

    @Test
    void aFormIsKnownByItsNamespaceAndRoot() throws Exception {
        Instance plain =
                READER.read("\uFEFF <?xml version=\"1.0\"?>\n<!-- filled in --><m:reading xmlns:m=\"urn:m\"/>\n");
        assertThat(plain.namespace()).isEqualTo("urn:m");
        assertThat(plain.root()).isEqualTo("reading");
        assertThat(READER.read("<order/>").shown()).isEqualTo("order");
        assertThat(READER.read(READING).shown()).isEqualTo("{http://example.org/meter}reading");
        assertThat(READER.read(READING).toString()).doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "<3 you", "< b", "a <b>bold</b> word", "1 < 2", "<>", "!help <x/>"})
    void ordinaryTextIsNotLookedAt(String text) {
        assertThat(FormReader.mayBe(text)).isFalse();
    }

    static Stream<Arguments> badForms() {
        String bomb =
                "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><b>&b;</b>";
        return Stream.of(
                arguments(bomb, "document type"),
                arguments("<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\"><x/>", "document type"),
                arguments("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>", "document type"),
                arguments("<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\">%p;]><x/>", "document type"),
                arguments("<x>&e;</x>", "no well-formed XML"),
                arguments("<x>&#0;</x>", "no well-formed XML"),
                arguments("<x a=\"1\" a=\"2\"/>", "no well-formed XML"),
                arguments("<x:y/>", "no well-formed XML"),
                arguments("<x></y>", "no well-formed XML"),
                arguments("<x/><y/>", "no well-formed XML"),
                arguments("<!-- nothing -->", "no well-formed XML"),
                arguments("<x>".repeat(20_000), "nested deeper than 32"),
                arguments("<x>".repeat(33) + "</x>".repeat(33), "nested deeper than 32"),
                arguments("<x>" + "<y/>".repeat(2000) + "</x>", "more than 2000 elements"),
                arguments("<x>" + "ä".repeat(33_000) + "</x>", "more than 65536 bytes"),
                arguments("<x " + "a='1' ".repeat(10_000) + "/>", "no well-formed XML"),
                arguments("<x>" + "a".repeat(10_000_000) + "</x>", "more than 65536 bytes"));
    }

    @ParameterizedTest
    @MethodSource("badForms")
    void whatIsHostileOrBrokenIsRefusedWithinASecond(String text, String reason) {
        assertTimeout(() -> assertThatThrownBy(() -> READER.read(text))
                .isInstanceOf(BadFormException.class)
                .hasMessageContaining(reason));
    }

    private static void assertTimeout(Executable work) {
        assertTimeoutPreemptively(BOUND, work);
    }

    @Test
    void whatAPhoneWritesAsBinaryXmlIsReadAsXml() throws Exception {
        Instance form = READER.read(Kxml.reading("Grüße & <\"🚀\">"));
        assertThat(form.shown()).isEqualTo("{http://example.org/meter}reading");
        assertThat(form.xml())
                .isEqualTo("<reading xmlns=\"http://example.org/meter\"><meter>17</meter><value>4711</value>"
                        + "<note>Grüße &amp; &lt;\"🚀\"&gt;</note></reading>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff",
                "03",
                // a string table, a text and a number that are longer than what is there
                "03016a7fffffff7f00",
                "03016a85ffffff7f",
                "03016a0278004400c387ffffff7f",
                "03016a02780044008380ffff7f",
                "03016affffffffffffff",
                // a name that there is not, one that is none, an element that does not end, and one too many ends
                "03016a0278004405",
                "03016a0231004400",
                "03016a0278004400",
                "03016a02780004000101",
                "03016a0278000400ff",
                // text before the root, a code page, a token of one, an extension, an instruction
                "03016a02780003610001",
                "03016a0278000001",
                "03016a02780045",
                "03016a0278004400c0",
                "03016a0278004400430001",
                // a character that is none, and a character set that nobody knows
                "03016a02780044000288808000",
                "03018f7f02780004",
            })
    void bytesThatAreNoFormAreRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertTimeout(() -> assertThatThrownBy(() -> READER.read(bytes)).isInstanceOf(BadFormException.class));
    }

    @Test
    void manyBytesAndDeepOnesAreRefusedWithinASecond() {
        byte[] deep = new byte[60_000];
        byte[] start = HexFormat.of().parseHex("03016a027800");
        System.arraycopy(start, 0, deep, 0, start.length);
        for (int i = start.length; i + 1 < deep.length; i += 2) {
            deep[i] = 0x44;
        }
        assertTimeout(() -> assertThatThrownBy(() -> READER.read(deep)).hasMessageContaining("deeper than 32"));
        assertTimeout(
                () -> assertThatThrownBy(() -> READER.read(new byte[1 << 20])).hasMessageContaining("bytes"));
        // one long name, said again and again
        byte[] grows = new byte[60_000];
        System.arraycopy(HexFormat.of().parseHex("03016a816a"), 0, grows, 0, 5);
        Arrays.fill(grows, 5, 5 + 233, (byte) 'x');
        grows[5 + 190] = 0;
        for (int i = 5 + 234; i + 1 < grows.length; i += 2) {
            grows[i] = i == 5 + 234 ? (byte) 0x44 : 0x04;
        }
        assertTimeout(() -> assertThatThrownBy(() -> READER.read(grows)).isInstanceOf(BadFormException.class));
    }

    @Test
    void oneLongTextSaidAgainAndAgainInAnAttributeIsRefusedAtTheBound() {
        byte[] bytes = new byte[60_000];
        System.arraycopy(HexFormat.of().parseHex("03016a819c207800"), 0, bytes, 0, 8);
        Arrays.fill(bytes, 8, 6 + 19_999, (byte) 'y');
        int at = 6 + 20_000;
        for (byte token : HexFormat.of().parseHex("84000400")) {
            bytes[at++] = token;
        }
        while (at + 1 < bytes.length) {
            bytes[at++] = (byte) 0x83;
            bytes[at++] = 2;
        }
        assertTimeout(() -> assertThatThrownBy(() -> READER.read(bytes)).hasMessageContaining("more than 65536 bytes"));
    }

    @Test
    void aSchemaSaysWhereAFormIsWrongAndQuotesNothingOfIt() throws Exception {
        Path file = Files.writeString(folder.resolve("meter.xsd"), """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://example.org/meter"
                    elementFormDefault="qualified">
                  <xs:element name="reading"><xs:complexType><xs:sequence>
                    <xs:element name="value" type="xs:int"/>
                  </xs:sequence></xs:complexType></xs:element>
                </xs:schema>
                """);
        FormSchema schema = FormSchema.of(file);
        schema.check(READER.read(READING));
        assertThatThrownBy(() -> schema.check(READER.read(READING.replace("4711", "my password"))))
                .isInstanceOf(BadFormException.class)
                .hasMessageContaining("line 1, cvc-datatype-valid")
                .hasMessageNotContaining("password");
        assertThatThrownBy(() -> schema.check(READER.read("<reading/>"))).isInstanceOf(BadFormException.class);
    }

    @Test
    void aSchemaFetchesNothingFromElsewhere() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.xsd"), """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
                  <xs:include schemaLocation="http://127.0.0.1:9/other.xsd"/>
                  <xs:element name="x" type="other"/>
                </xs:schema>
                """);
        assertThatThrownBy(() -> FormSchema.of(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.xsd");
    }
}
