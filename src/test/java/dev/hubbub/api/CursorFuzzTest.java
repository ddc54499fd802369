package dev.hubbub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import dev.hubbub.web.ProblemException;

/** A cursor names a place of its list, or is refused by the name of its parameter. */
class CursorFuzzTest {
    @FuzzTest
    void readsOrRefuses(byte[] data) {
        String text = Fuzzed.text(data);
        for (char kind : new char[] {'m', 's'}) {
            refused(() -> assertThat(Cursor.id(kind, Cursor.of(kind, Cursor.id(kind, text))))
                    .isEqualTo(Cursor.id(kind, text)));
            refused(() -> assertThat(Cursor.place(kind, Cursor.of(kind, Cursor.place(kind, text))))
                    .isEqualTo(Cursor.place(kind, text)));
        }
    }

    private static void refused(Runnable reading) {
        try {
            reading.run();
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("query.cursor"));
        }
    }
}
