package dev.hubbub.bot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!help                  | help     | ''",
                "!HELP remind           | help     | remind",
                "'  !remind  in 10m tea '| remind  | in 10m tea",
                "!my-own-2 x            | my-own-2 | x",
                "'!shout a\nb'          | shout    | 'a\nb'",
                "!remind in 10m  two  spaces | remind | in 10m  two  spaces",
            })
    void readsWordAndArguments(String text, String word, String arguments) {
        assertThat(CommandLine.parse(text)).contains(new CommandLine(word, arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "!!",
                "!!help",
                "! help",
                "help",
                "hey !help",
                "!1st",
                "!-x",
                "!wow!",
                "!hä",
                "! ",
                "!help?"
            })
    void leavesTalkAlone(String text) {
        assertThat(CommandLine.parse(text)).isEmpty();
    }

    @Test
    void isQuickWithLongText() {
        assertThat(CommandLine.parse(" ".repeat(1_000_000) + "x")).isEmpty();
        assertThat(CommandLine.parse("!" + "a".repeat(1_000_000))).isEmpty();
    }
}
