package dev.hubbub.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.re2j.Pattern;
import dev.hubbub.Fuzzed;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Link;
import java.util.List;
import java.util.Set;

/** The parsers of text: what is well-formed stays so, and every link points at what it says. */
class TextFuzzTest {
    private static final int MAX = 500;

    private final TextNormaliser normaliser = new TextNormaliser(MAX);
    private final RecordRecogniser recogniser = new RecordRecogniser(Set::copyOf);

    TextFuzzTest() {
        recogniser.replace(List.of(
                new Resource("booking", Pattern.compile("\\d{8}"), "https://x.example/{id}"),
                new Resource("case", Pattern.compile("(?i)case (\\w+)"), "/cases/{id}")));
    }

    @FuzzTest
    void makesTextWellFormedOnceAndForAll(byte[] data) throws Exception {
        String said = Fuzzed.brokenText(data);
        Draft draft = Draft.builder(new ChannelId("shoutbox", "team"), Address.ofUser("ana"), said)
                .subject(said)
                .senderName(said)
                .build();
        Draft clean = normaliser.wants(draft) ? normaliser.parse(draft).draft() : draft;
        assertWellFormed(clean.text());
        assertThat(clean.text().length()).isLessThanOrEqualTo(Math.max(MAX, said.length()));
        for (String line : List.of(String.valueOf(clean.subject()), String.valueOf(clean.senderName()))) {
            assertThat(line).doesNotContain("\n");
            assertWellFormed(line);
        }
        assertThat(normaliser.wants(clean)).as(clean.text()).isFalse();
        links(clean);
    }

    private void links(Draft clean) throws Exception {
        Draft linked = recogniser.wants(clean) ? recogniser.parse(clean).draft() : clean;
        int end = 0;
        for (Link link : linked.links()) {
            assertThat(link.start()).isGreaterThanOrEqualTo(end);
            end = link.end();
            assertThat(end)
                    .isGreaterThan(link.start())
                    .isLessThanOrEqualTo(linked.text().length());
            assertThat(link.href()).matches("(https://x.example/\\d{8}|/cases/[^/?#]+)");
        }
    }

    private static void assertWellFormed(String text) {
        text.codePoints()
                .forEach(c -> assertThat(Character.getType(c) != Character.SURROGATE
                                && (!Character.isISOControl(c) || c == '\n' || c == '\t')
                                && (c < 0x202A || c > 0x202E))
                        .as("U+%04X", c)
                        .isTrue());
    }
}
