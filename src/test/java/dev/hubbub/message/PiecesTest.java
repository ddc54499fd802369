package dev.hubbub.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void piecesOfXmlAreAsLongAsTheyGetThere() {
        assertThat(Pieces.of("a & b", 9, Pieces::xml)).containsExactly("a & b");
        assertThat(Pieces.of("a & b", 8, Pieces::xml)).containsExactly("a &", "b");
        assertThat(Pieces.of("<<>>éé🚀🚀", 8, Pieces::xml)).containsExactly("<<", ">>", "éé🚀", "🚀");
    }
}
