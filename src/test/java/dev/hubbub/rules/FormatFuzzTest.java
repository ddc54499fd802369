package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import java.time.Instant;

/** Formats: filled in one pass, refused in one way, and nobody writes a line that looks as if it came from another. */
class FormatFuzzTest {
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");

    /** The format, then, from the first line feed on, what somebody says under that name. */
    @FuzzTest
    void fillsEachPlaceholderOnce(byte[] data) {
        String text = Fuzzed.brokenText(data);
        int end = text.indexOf('\n');
        String written = end < 0 ? text : text.substring(0, end);
        String said = end < 0 ? "{body} {sender}" : text.substring(end + 1);
        Draft draft = Draft.builder(new ChannelId("shoutbox", "team"), Address.ofUser("ana"), said)
                .senderName(said)
                .subject(said)
                .build();
        try {
            Format format = Format.parse(written);
            assertThat(Format.parse(format.toString())).isEqualTo(format);
            format.render(draft, NOW);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).containsAnyOf("brace", "placeholder");
        }
        String literal = written.replace("{", "{{").replace("}", "}}");
        assertThat(Format.parse(literal).render(draft, NOW)).isEqualTo(written);
        assertThat(Format.parse(literal + "{body}").render(draft, NOW)).isEqualTo(written + said);
        assertThat(Format.parse("{sender} {subject}").render(draft, NOW))
                .doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0085");
    }
}
