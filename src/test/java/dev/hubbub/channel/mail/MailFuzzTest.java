package dev.hubbub.channel.mail;

import static dev.hubbub.channel.mail.MailReading.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever somebody sends as a mail is read, or refused for good. What is read of it fits the hub: lines where there should be
 * lines, plain HTML, and not more of it than came.
 */
class MailFuzzTest {
    private static final Envelope ENVELOPE = new Envelope("ana@example.org", List.of("support+x@hub.example"));

    /** What the fuzzer makes of each class when it is loaded takes seconds: that is not the reading. */
    @BeforeAll
    static void load() throws Exception {
        Path seeds = Path.of(Objects.requireNonNull(MailFuzzTest.class.getResource("MailFuzzTestInputs"))
                .toURI());
        try (Stream<Path> all = Files.walk(seeds)) {
            for (Path seed : all.filter(Files::isRegularFile).toList()) {
                read(Files.readAllBytes(seed));
                read(withLineEnds(Files.readAllBytes(seed)));
            }
        }
    }

    /** A mail, with line ends as they come; and the same with those of SMTP. */
    @FuzzTest
    void readsAMailOrRefusesItForGood(byte[] data) {
        Fuzzed.promptly(() -> read(data));
        Fuzzed.promptly(() -> read(withLineEnds(data)));
    }

    private static void read(byte[] raw) {
        assertThat(MailReader.envelope(raw).from()).isNotNull();
        Arrival mail;
        try {
            mail = READER.read(raw, ENVELOPE);
        } catch (NotTakenException e) {
            assertThat(e.code()).matches("5\\.\\d\\.\\d");
            assertOneLine(String.valueOf(e.getMessage()));
            return;
        }
        assertThat(mail.externalId()).isNotBlank().hasSizeLessThanOrEqualTo(1000);
        assertThat(mail.sender().uri()).startsWith("mailto:");
        assertOneLine(mail.sender().uri());
        assertOneLine(mail.senderName());
        if (mail.subject() != null) {
            assertThat(mail.subject()).isNotEmpty().hasSizeLessThanOrEqualTo(900);
            assertOneLine(mail.subject());
        }
        assertThat(mail.text()).doesNotMatch("(?s).*[\\p{Cntrl}&&[^\\n\\t]].*");
        if (mail.html() != null) {
            assertThat(mail.html()).hasSizeLessThanOrEqualTo(READER.mostHtml());
            Fuzzed.assertPlainHtml(mail.html());
        }
        assertThat(mail.receipt() != null).isEqualTo(mail.kind() == Kind.RECEIPT);
        assertThat(mail.kind() == Kind.PERSON || mail.replyTo() == null).isTrue();
        assertFiles(mail.files(), raw.length);
    }

    private static void assertFiles(List<Parts.File> files, int most) {
        long bytes = 0;
        for (Parts.File file : files) {
            assertThat(file.name()).isNotEmpty().hasSizeLessThanOrEqualTo(200);
            assertOneLine(file.name());
            assertThat(file.type()).matches("[!-~]+");
            bytes += file.content().length;
        }
        // a byte of an old charset becomes three of UTF-8
        assertThat(bytes).isLessThanOrEqualTo(3L * most);
    }

    private static void assertOneLine(String text) {
        assertThat(text).doesNotMatch("(?s).*[\\p{Cntrl}\\x{2028}\\x{2029}].*");
    }

    private static byte[] withLineEnds(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 100);
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n' && (i == 0 || data[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(data[i]);
        }
        return out.toByteArray();
    }
}
