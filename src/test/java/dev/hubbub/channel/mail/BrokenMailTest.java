package dev.hubbub.channel.mail;

import static dev.hubbub.channel.mail.MailReading.OWN;
import static dev.hubbub.channel.mail.MailReading.READER;
import static dev.hubbub.channel.mail.MailReading.read;
import static dev.hubbub.channel.mail.MailReading.report;
import static dev.hubbub.channel.mail.MailReading.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that are broken, and those that are made to break whoever reads them. */
class BrokenMailTest {
    private static final int ROUNDS = Boolean.getBoolean("hubbub.long") ? 20_000 : 500;

    @Test
    void aMailThatGoesInCirclesIsRefused() {
        assertThatThrownBy(() -> read("Received: x\n".repeat(31) + with("", "again")))
                .isInstanceOf(NotTakenException.class)
                .hasMessageContaining("circles");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no headers at all",
                "From: ana@example.org\nContent-Type: multipart/mixed\n\nno boundary",
                "From: ana@example.org\nContent-Type: multipart/mixed; boundary=b\n\nnever begun",
                "From: ana@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\nnever ended",
                "From: ana@example.org\nContent-Type: ;;;=\n\nx",
                "From: ana@example.org\nContent-Type: text/plain; charset=\"\n\nx",
                "From: ana@example.org\nContent-Transfer-Encoding: nonsense\n\nx",
                "From: =?utf-8?b?????=\nFrom: ana@example.org\n\nx",
                "From: ana@example.org\nSubject: =?x?y?z?=\nDate: yesterday\nMessage-ID: none\n\nx",
                "From: ana@example.org\nSubject: \u0000\u0007\n\n\u0000",
                "From: ana@example.org\n: x\n\t\nbroken header\n\nx"
            })
    void brokenMailIsReadAllTheSame(String mail) throws Exception {
        Arrival read = read(mail, "ana@example.org", "support@hub.example");

        assertThat(read.sender().uri()).isEqualTo("mailto:ana@example.org");
        assertThat(read.text()).isNotNull();
    }

    @Test
    void whatSaysNothingOfItsSenderIsRefused() {
        assertThatThrownBy(() -> read("Subject: x\n\nx", "", "support@hub.example"))
                .isInstanceOf(NotTakenException.class);
    }

    @Test
    void bombsAreRefusedWithinASecond() {
        String nested = "Content-Type: multipart/mixed; boundary=b0\n\n";
        for (int n = 0; n < 500; n++) {
            nested += "--b" + n + "\nContent-Type: multipart/mixed; boundary=b" + (n + 1) + "\n\n";
        }
        String many = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(1_000_000);
        String headers = "X: y\n".repeat(2_000_000) + "\nx";
        String oneHeader = "X: " + "y ".repeat(4_000_000) + "\n\nx";
        for (String bomb : List.of(nested, many, headers, oneHeader)) {
            String mail = "From: ana@example.org\n" + bomb;
            byte[] raw = mail.getBytes(StandardCharsets.ISO_8859_1);
            assertTimeout(
                    Duration.ofSeconds(1),
                    () -> assertThatThrownBy(() ->
                                    READER.read(raw, new Envelope("ana@example.org", List.of("support@hub.example"))))
                            .isInstanceOf(NotTakenException.class));
        }
    }

    /** What would be huge if somebody opened it is a file here, and nobody opens it. */
    @Test
    void whatIsABombOnlyToThoseWhoUnpackItIsTakenAsItIs() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            byte[] zeros = new byte[1_000_000];
            for (int n = 0; n < 50; n++) {
                zip.write(zeros);
            }
        }
        StringBuilder laughs = new StringBuilder("<!DOCTYPE html [<!ENTITY a \"ha\">");
        for (char c = 'b'; c <= 'y'; c++) {
            laughs.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(("&" + (char) (c - 1) + ";").repeat(10))
                    .append("\">");
        }
        laughs.append("]>");
        String mail = with("Content-Type: multipart/mixed; boundary=b\n", """
                --b
                Content-Type: text/html

                %1$s<p>hello &y;</p>
                --b
                Content-Type: application/xml; name=laughs.xml

                %1$s<x>&y;</x>
                --b
                Content-Type: application/zip; name=zeros.zip
                Content-Transfer-Encoding: base64

                %2$s
                --b--
                """.formatted(
                        laughs, Base64.getMimeEncoder().encodeToString(packed.toByteArray())));

        Arrival taken = assertTimeout(Duration.ofSeconds(1), () -> read(mail));

        assertThat(taken.text()).contains("hello").hasSizeLessThan(10_000);
        assertThat(taken.files()).extracting(Parts.File::name).containsExactly("laughs.xml", "zeros.zip");
        assertThat(taken.files().get(1).content()).isEqualTo(packed.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<div>", "<b>", "<ul><li>", "<i><a><p>", "<table><tr><td>", "<svg><g>"})
    void htmlThatIsNestedWithoutEndTakesLessThanASecond(String element) throws Exception {
        String few = element.repeat(MailLimits.TAGS / element.length()) + "deep";
        String many = element.repeat(MailLimits.HTML / element.length()) + "deep";

        Arrival read = assertTimeout(Duration.ofSeconds(1), () -> read(with("Content-Type: text/html\n", few)));
        Arrival attached = assertTimeout(Duration.ofSeconds(1), () -> read(with("Content-Type: text/html\n", many)));

        assertThat(read.text()).contains("deep");
        assertThat(attached.files()).hasSize(1).allMatch(file -> file.content().length == many.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"> x\n", "-- \n", "--\n", "-", "_", ">", "On x\n"})
    void textThatRepeatsItselfWithoutEndTakesLessThanASecond(String piece) throws Exception {
        byte[] mail = with("", piece.repeat(1_000_000 / piece.length())).getBytes(StandardCharsets.ISO_8859_1);

        Arrival read = assertTimeout(
                Duration.ofSeconds(1),
                () -> READER.read(mail, new Envelope("ana@example.org", List.of("support@hub.example"))));

        assertThat(read.sender().uri()).isEqualTo("mailto:ana@example.org");
    }

    @Test
    void brokenBytesNeverBreakTheReader() throws Exception {
        byte[] good = report("failed", "<" + OWN + "@hub.example>").getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(7);
        int read = 0;
        for (int n = 0; n < ROUNDS; n++) {
            byte[] bad = good.clone();
            for (int k = 0; k < 8; k++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                READER.read(bad, new Envelope("ana@example.org", List.of("support@hub.example")));
                read++;
            } catch (NotTakenException e) {
                assertThat(e.code()).startsWith("5.");
            }
        }
        assertThat(read).isGreaterThan(ROUNDS * 9 / 10);
    }
}
