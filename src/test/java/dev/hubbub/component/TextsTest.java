package dev.hubbub.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final Texts texts = new Texts();

    @Test
    void aTextThatFitsIsOnePiece() {
        assertThat(texts.pieces("grüße 🚀", 8)).containsExactly("grüße 🚀");
        assertThat(texts.pieces("", 8)).isEmpty();
        assertThat(texts.pieces(" \n ", 8)).isEmpty();
    }

    @Test
    void piecesEndWithALineOrAWordIfTheyCan() {
        assertThat(texts.pieces("one two three", 9)).containsExactly("one two", "three");
        assertThat(texts.pieces("one two\nthree four", 12)).containsExactly("one two", "three four");
        assertThat(texts.pieces("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    }

    @Test
    void piecesNeverEndWithinACharacter() {
        for (int most = 2; most < 20; most++) {
            List<String> pieces = texts.pieces("a🚀".repeat(30), most);
            assertThat(String.join("", pieces)).isEqualTo("a🚀".repeat(30));
            int longest = most;
            assertThat(pieces)
                    .allMatch(piece -> piece.length() <= longest
                            && piece.codePoints().allMatch(c -> Character.getType(c) != Character.SURROGATE));
        }
    }

    @Test
    void linesAreBoundInBytesAndHaveNothingThatEndsThem() {
        List<String> lines =
                texts.lines("one\r\ntwo\rQUIT\nPRIVMSG #x :y\u0000z\u2028\n\nthree " + "ж€🚀".repeat(40), 50);
        assertThat(lines).startsWith("one", "two", "QUIT", "PRIVMSG #x :yz");
        assertThat(lines)
                .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 50
                        && line.chars().noneMatch(c -> c < ' ' || c == '\u2028'));
        assertThat(String.join("", lines.subList(4, lines.size()))).isEqualTo("three " + "ж€🚀".repeat(40));
    }

    @Test
    void textsAreQuotedForJson() {
        assertThat(texts.json("a \"b\"\n\\ ü")).isEqualTo("\"a \\\"b\\\"\\n\\\\ ü\"");
    }
}
