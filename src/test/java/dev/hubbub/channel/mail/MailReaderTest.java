package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a mail's bytes. */
class MailReaderTest {
    private static final MailReader READER =
            new MailReader(new MailLimits(10_485_760, 100, 10), 1_000, List.of("hub.example"), "mx.hub.example");
    private static final int ROUNDS = Boolean.getBoolean("hubbub.long") ? 20_000 : 500;
    private static final String OWN = "0198c0de-0000-7000-8000-00000000abcd";

    private static Arrival read(String mail) throws NotTakenException {
        return read(mail, "ana@example.org", "support@hub.example");
    }

    private static Arrival read(String mail, String from, String to) throws NotTakenException {
        return READER.read(
                mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1), new Envelope(from, List.of(to)));
    }

    private static String with(String headers, String body) {
        return "From: Ana <ana@example.org>\nMessage-ID: <m1@example.org>\n" + headers + "\n" + body;
    }

    @Test
    void aSimpleMailIsReadWhole() throws Exception {
        Arrival mail =
                read(with("Subject: =?utf-8?q?=C3=9Cber_uns?=\nDate: Thu, 1 Jan 2026 12:00:00 +0100\n", "Hello\n"));

        assertThat(mail.kind()).isEqualTo(Kind.PERSON);
        assertThat(mail.externalId()).isEqualTo("m1@example.org;ana@example.org");
        assertThat(mail.sender().uri()).isEqualTo("mailto:ana@example.org");
        assertThat(mail.senderName()).isEqualTo("Ana");
        assertThat(mail.replyTo()).isEqualTo(mail.sender());
        assertThat(mail.subject()).isEqualTo("Über uns");
        assertThat(mail.text()).isEqualTo("Hello");
        assertThat(mail.html()).isNull();
        assertThat(mail.sentAt()).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
        assertThat(mail.verified()).isFalse();
    }

    @Test
    void plainTextGoesBeforeHtmlAndHtmlKeepsNothingThatActs() throws Exception {
        Arrival mail = read(with("Content-Type: multipart/alternative; boundary=b\n", """
                --b
                Content-Type: text/plain; charset=iso-8859-1

                caf\u00e9
                --b
                Content-Type: text/html

                <p onclick="x()">caf&eacute; <script>alert(1)</script><a href="http://x">here</a><img src=x></p>
                --b--
                """));

        assertThat(mail.text()).isEqualTo("café");
        assertThat(mail.html()).contains("<p>").doesNotContain("onclick", "script", "alert", "href", "img");
    }

    @Test
    void htmlAloneIsMadeText() throws Exception {
        Arrival mail = read(with("Content-Type: text/html; charset=utf-8\n", """
                <html><head><title>t</title><style>p {}</style></head><body>
                <h1>News</h1><p>One<br>two</p><ul><li>a</li><li>b</li></ul>
                <p>On Monday, Ben wrote:</p><blockquote>old<blockquote>older</blockquote></blockquote></body></html>
                """));

        assertThat(mail.text()).isEqualTo("News\nOne\ntwo\n\n- a\n- b");
        assertThat(mail.html()).contains("older");
    }

    @Test
    void htmlThatIsTooLongForAMessageIsAttached() throws Exception {
        Arrival mail = read(with("", "new\n> " + "old ".repeat(300)));

        assertThat(mail.text()).isEqualTo("new");
        assertThat(mail.html()).isNull();
        assertThat(mail.files()).extracting(Parts.File::name).containsExactly("message.html");
        assertThat(mail.files().get(0).content()).hasSizeGreaterThan(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "utf-8, base64, w6TDtsO8",
        "utf-8, quoted-printable, =C3=A4=C3=B6=C3=BC",
        "iso-8859-1, quoted-printable, =E4=F6=FC",
        "windows-1252, base64, 5Pb8",
        "utf-16, base64, /v8A5AD2APw=",
        "no-such-charset, quoted-printable, =E4=F6=FC",
        "us-ascii, quoted-printable, =E4=F6=FC",
        "'', BASE64, '5Pb8!!!='",
        "koi8-r, quoted-printable, =E4=F6=FC"
    })
    void anyCharsetAndEncodingIsRead(String charset, String encoding, String body) throws Exception {
        Arrival mail = read(with(
                "Content-Type: text/plain; charset=\"" + charset + "\"\nContent-Transfer-Encoding: " + encoding + "\n",
                body));

        assertThat(mail.text()).isEqualTo(charset.equals("koi8-r") ? "ДЖЭ" : "äöü");
    }

    @Test
    void filesComeWithTheirNames() throws Exception {
        Arrival mail = read(with("Content-Type: multipart/mixed; boundary=b\n", """
                --b

                look
                --b
                Content-Type: image/png; name="=?utf-8?q?b=C3=BCrd?=.png"
                Content-Disposition: inline; filename*=utf-8''b%C3%BCrd.png
                Content-Transfer-Encoding: base64

                AAEC
                --b
                Content-Type: text/calendar; method=REQUEST

                BEGIN:VCALENDAR
                --b
                Content-Type: text/vcard

                BEGIN:VCARD
                --b
                Content-Type: message/rfc822

                Subject: inner

                inside
                --b
                Content-Disposition: attachment; filename="../../etc/passwd"

                root
                --b--
                """));

        assertThat(mail.text()).isEqualTo("look");
        assertThat(mail.files())
                .extracting(Parts.File::name)
                .containsExactly("bürd.png", "part-4.ics", "part-5.vcf", "part-6.eml", "../../etc/passwd");
        assertThat(mail.files().get(0).content()).containsExactly(0, 1, 2);
        assertThat(mail.files())
                .extracting(Parts.File::type)
                .containsExactly("image/png", "text/calendar", "text/vcard", "message/rfc822", "text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new\n\nOn Monday, Ben wrote:\n> old\n> older\n",
                "new\n\nAm Montag, den 1. Januar 2026 um 12:00 Uhr\nschrieb Ben <ben@example.org>:\n\n> old\n>\n> older",
                "new\n-- \nAna\nDesk 5",
                "new\n\n-----Original Message-----\nFrom: Ben\n\nold",
                "new\n\n________________________________\nVon: Ben\n\nold",
                "new\n> old\n-- \nAna"
            })
    void whatIsOnlyQuotedIsFoldedAndStaysInTheHtml(String text) throws Exception {
        Arrival mail = read(with("", text));

        assertThat(mail.text()).isEqualTo("new");
        assertThat(mail.html()).startsWith("<pre>new").contains(text.contains("old") ? "old" : "Desk 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> question\nanswer\n> another\nno",
                "see below\n---------- Forwarded message ---------\nFrom: x\n> y",
                "> only a quote",
                "1 > 0\nis true"
            })
    void whatBelongsToTheTextStays(String text) throws Exception {
        assertThat(read(with("", text)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Auto-Submitted: auto-replied|REPLY",
                "Auto-Submitted: auto-generated (rejected)|MACHINE",
                "Auto-Submitted: no|PERSON",
                "Precedence: bulk|MACHINE",
                "Precedence: auto_reply|REPLY",
                "List-Id: <a.example.org>|MACHINE",
                "X-Autoreply: yes|REPLY",
                "X-Other: yes|PERSON",
                "Message-ID: <" + OWN + "@hub.example>|OWN"
            })
    void machinesAreToldFromPeople(String header, String kind) throws Exception {
        Arrival mail = read("From: ana@example.org\n" + header + "\n\nhello");

        assertThat(mail.kind()).isEqualTo(Kind.valueOf(kind));
        assertThat(mail.replyTo() == null).isEqualTo(mail.kind() != Kind.PERSON);
    }

    @Test
    void aMailThatNobodyCanBeToldOfIsAnAnswerOfAMachine() throws Exception {
        assertThat(read(with("", "I am away"), "", "support@hub.example").kind())
                .isEqualTo(Kind.REPLY);
    }

    @Test
    void aMailThatGoesInCirclesIsRefused() {
        assertThatThrownBy(() -> read("Received: x\n".repeat(31) + with("", "again")))
                .isInstanceOf(NotTakenException.class)
                .hasMessageContaining("circles");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mx.hub.example; dmarc=pass header.from=example.org|true",
                "mx.hub.example; spf=fail smtp.mailfrom=example.org; dkim=pass (2048) header.d=example.org|true",
                "mx.hub.example 1; spf=pass smtp.mailfrom=bounce@example.org|true",
                "mx.hub.example; dkim=pass header.d=evil.example|false",
                "mx.hub.example; dkim=fail header.d=example.org|false",
                "mx.hub.example; dkim=pass header.d=evil.example header.from=example.org|false",
                "mx.hub.example; dmarc=fail (p=none; dmarc=pass header.from=example.org) header.from=example.org|false",
                "mx.hub.example; none|false",
                "evil.example; dmarc=pass header.from=example.org|false",
                "mx.hub.example.evil.example; dmarc=pass header.from=example.org|false"
            })
    void onlyWhatATrustedServerFoundOutProvesTheSender(String results, boolean verified) throws Exception {
        assertThat(read(with("Authentication-Results: " + results + "\n", "x")).verified())
                .isEqualTo(verified);
    }

    @Test
    void onlyTheTopmostResultsCount() throws Exception {
        String forged = "Authentication-Results: mx.hub.example; dmarc=pass header.from=example.org\n";
        String real = "Authentication-Results: mx.hub.example; dmarc=fail header.from=example.org\n";
        assertThat(read(real + forged + with("", "x")).verified()).isFalse();
        assertThat(read(forged + "From: b@evil.example\n" + with("", "x")).verified())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "failed, bounced",
        "delivered, delivered",
        "delayed, ",
    })
    void reportsBecomeReceipts(String action, String state) throws Exception {
        Arrival mail = read(report(action, "<" + OWN + "@hub.example>"), "", "support@hub.example");

        if (state == null) {
            assertThat(mail.kind()).isEqualTo(Kind.REPORT);
        } else {
            assertThat(mail.kind()).isEqualTo(Kind.RECEIPT);
            assertThat(mail.receipt()).isEqualTo(new Receipt(OWN + "@hub.example", state));
        }
        assertThat(read(report(action, "<other@elsewhere.example>"), "", "support@hub.example")
                        .kind())
                .isEqualTo(Kind.REPORT);
    }

    private static String report(String action, String id) {
        return """
                From: MAILER-DAEMON@mx.example.org
                Content-Type: multipart/report; report-type=delivery-status; boundary="r"

                --r

                Sorry.
                --r
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; ana@example.org
                Action: %s
                Status: 5.1.1
                --r
                Content-Type: text/rfc822-headers

                Subject: x
                Message-ID: %s
                --r--
                """.formatted(action, id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "In-Reply-To: <" + OWN + "@hub.example>|support@hub.example|" + OWN + "@hub.example",
                "References: <" + OWN + "@hub.example> <x@example.org>|support@hub.example|" + OWN
                        + "@hub.example x@example.org;ana@example.org",
                "X-None: x|support+" + OWN + "@hub.example|" + OWN + "@hub.example",
                "In-Reply-To: <x@example.org>|support@hub.example|x@example.org;ana@example.org",
                "X-None: x|support+sales@hub.example|"
            })
    void answersFindWhatTheyAnswer(String header, String to, String answered) throws Exception {
        assertThat(read(with(header + "\n", "x"), "ana@example.org", to).answers())
                .isEqualTo(answered);
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
