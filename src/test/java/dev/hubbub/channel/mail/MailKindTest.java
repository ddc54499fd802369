package dev.hubbub.channel.mail;

import static dev.hubbub.channel.mail.MailReading.OWN;
import static dev.hubbub.channel.mail.MailReading.read;
import static dev.hubbub.channel.mail.MailReading.report;
import static dev.hubbub.channel.mail.MailReading.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail is, whose it is, and what it answers. */
class MailKindTest {
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
}
