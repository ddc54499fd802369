package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.ContentType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken lines and what they were (RFC 3676). */
class FlowedTextTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", "", ""),
                Arguments.of("", "A line that \ngoes on.\n\nAnother.", "A line that goes on.\n\nAnother."),
                Arguments.of("; DelSp=Yes", "\u65e5\u672c \n\u8a9e.", "\u65e5\u672c\u8a9e."),
                Arguments.of("", " > is no quote\n From here \n on.", "> is no quote\nFrom here on."),
                Arguments.of("", "> quoted \n> on\nsaid", "> quoted on\nsaid"),
                Arguments.of("", "said \n> quoted", "said \n> quoted"),
                Arguments.of("", ">> deeper \n> less \n> so", ">> deeper \n> less so"),
                Arguments.of("", "said \n-- \nAna", "said \n-- \nAna"),
                Arguments.of("", "said \n\nlast ", "said \nlast "));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void linesThatAProgramBrokeAreJoined(String more, String text, String joined) throws Exception {
        ContentType type = new ContentType("text/plain; format=flowed" + more);
        assertThat(FlowedText.isMarked(type)).isTrue();
        assertThat(FlowedText.of(text, type)).isEqualTo(joined);
    }
}
