package dev.hubbub.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Link;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormaliserTest {
    private final TextNormaliser parser = new TextNormaliser(100);

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of("Cafe\u0301", "Caf\u00e9"),
                Arguments.of("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
                Arguments.of("bell\u0007 null\u0000 esc\u001b[2J", "bell null esc[2J"),
                Arguments.of("trailing  \nspace\t\n\n", "trailing\nspace"),
                Arguments.of("safe\u202Egpj.exe", "safegpj.exe"),
                Arguments.of("open \u2067isolate\nnext", "open \u2067isolate\u2069\nnext"),
                Arguments.of("closed\u2069", "closed"),
                Arguments.of("\uFEFFmark", "mark"),
                Arguments.of("half \uD83D emoji", "half \uFFFD emoji"),
                Arguments.of("\u1112\u1161\u11ab", "\ud55c"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void makesTextWellFormed(String odd, String clean) throws Exception {
        Draft draft = draft(odd);
        assertThat(parser.wants(draft)).isTrue();
        Draft cleaned = parser.parse(draft).draft();
        assertThat(cleaned.text()).isEqualTo(clean);
        assertThat(parser.wants(cleaned)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "  indented\n\n\ttabbed",
                "Grüße, Ærø",
                "привет",
                "大火事です。",
                "👩‍👩‍👧 ❤️",
                "שלום",
                "a \u2067b\u2069 c"
            })
    void leavesWellFormedTextAlone(String text) {
        assertThat(parser.wants(draft(text))).isFalse();
    }

    @Test
    void makesSubjectAndNameOneLine() {
        Draft draft = draft("x")
                .edit()
                .subject("Hello\r\nBcc: all")
                .senderName(" \u202Eana\n")
                .build();
        Draft cleaned = parser.parse(draft).draft();
        assertThat(cleaned.subject()).isEqualTo("Hello Bcc: all");
        assertThat(cleaned.senderName()).isEqualTo("ana");
    }

    @Test
    void neverMakesATextLongerThanAllowed() {
        String text = "\u0958".repeat(60);
        assertThat(parser.parse(draft(text)).draft().text()).isEqualTo(text);
    }

    @Test
    void dropsLinksThatWouldPointBesideTheirText() {
        Draft draft = draft("\u0007 12345678")
                .edit()
                .links(List.of(new Link(2, 10, "/x")))
                .build();
        assertThat(parser.parse(draft).draft().links()).isEmpty();
    }

    private static Draft draft(String text) {
        return Draft.of(ChannelId.parse("sms/main"), new Address("tel:1"), text);
    }
}
