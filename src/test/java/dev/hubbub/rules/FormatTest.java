package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.message.Draft;
import dev.hubbub.message.Tag;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {sender}: {body}              | ana: {sender} says {{hi}}
                    [{channel}] {subject}         | [sms/main] On call
                    {senderAddress} ({tags})      | tel:+4917012345 (a, b/1)
                    {{{body}}}                    | {{sender} says {{hi}}}
                    plain                         | plain
                    """)
    void fillsPlaceholdersInOnePass(String format, String text) {
        Draft draft = RuleTable.message("{sender} says {{hi}}")
                .senderName("ana")
                .subject("On call")
                .tags(Set.of(Tag.parse("b/1"), Tag.parse("a")))
                .build();
        assertThat(Format.parse(format).render(draft, RuleTable.NOON)).isEqualTo(text);
    }

    @Test
    void letsNobodyWriteASecondLineInTheirName() {
        Draft draft = RuleTable.message("hello")
                .senderName("ana\r\nboss:\u2028pay\u202E {body}\u0000")
                .build();
        assertThat(Format.parse("{sender}: {body}").render(draft, RuleTable.NOON))
                .isEqualTo("ana boss: pay {body}: hello");
    }

    @Test
    void showsTheAddressOfASenderWithoutAName() {
        Draft draft = RuleTable.message("hello").senderName("\n").build();
        assertThat(Format.parse("{sender}").render(draft, RuleTable.NOON)).isEqualTo("+4917012345");
    }

    @Test
    void shortensEndlessNames() {
        Draft draft = RuleTable.message("hello").senderName("👋".repeat(1000)).build();
        assertThat(Format.parse("{sender}").render(draft, RuleTable.NOON)).isEqualTo("👋".repeat(200) + "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "{body", "body}", "{}", "{Body}", "{body.class}", "${body}}", "{{body}"})
    void refusesWhatItCannotFill(String format) {
        assertThatThrownBy(() -> Format.parse(format)).isInstanceOf(IllegalArgumentException.class);
    }
}
