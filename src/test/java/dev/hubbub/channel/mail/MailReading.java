package dev.hubbub.channel.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Mails for tests of the reader, and what it makes of them. */
final class MailReading {
    static final MailReader READER =
            new MailReader(new MailLimits(10_485_760, 100, 10), 1_000, List.of("hub.example"), "mx.hub.example");

    static final String OWN = "0198c0de-0000-7000-8000-00000000abcd";

    private MailReading() {}

    static Arrival read(String mail) throws NotTakenException {
        return read(mail, "ana@example.org", "support@hub.example");
    }

    static Arrival read(String mail, String from, String to) throws NotTakenException {
        return READER.read(
                mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1), new Envelope(from, List.of(to)));
    }

    static String with(String headers, String body) {
        return "From: Ana <ana@example.org>\nMessage-ID: <m1@example.org>\n" + headers + "\n" + body;
    }

    static String report(String action, String id) {
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
}
