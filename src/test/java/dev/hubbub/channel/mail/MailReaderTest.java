package dev.hubbub.channel.mail;

import static dev.hubbub.channel.mail.MailReading.read;
import static dev.hubbub.channel.mail.MailReading.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a mail's bytes: text, HTML, files. */
class MailReaderTest {
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
    void linesThatAProgramBrokeAreJoined() throws Exception {
        Arrival mail = read(with(
                "Content-Type: text/plain; format=Flowed\n", "A line that \ngoes on.\n\nAnother.\n-- \nAna \nDoe"));

        assertThat(mail.text()).isEqualTo("A line that goes on.\n\nAnother.");
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
                --b
                Content-Disposition: attachment; filename*0*=utf-8''%E4%BD%A0%E5%A5%BD; filename*1*=%20caf%C3%A9.txt

                nihao
                --b--
                """));

        assertThat(mail.text()).isEqualTo("look");
        assertThat(mail.files())
                .extracting(Parts.File::name)
                .containsExactly(
                        "bürd.png", "part-4.ics", "part-5.vcf", "part-6.eml", "../../etc/passwd", "你好 café.txt");
        assertThat(mail.files().get(0).content()).containsExactly(0, 1, 2);
        assertThat(mail.files())
                .extracting(Parts.File::type)
                .containsExactly(
                        "image/png", "text/calendar", "text/vcard", "message/rfc822", "text/plain", "text/plain");
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
}
