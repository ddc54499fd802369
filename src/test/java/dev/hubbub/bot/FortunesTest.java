package dev.hubbub.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FortunesTest {
    @TempDir
    Path folder = Path.of(".");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''                        | -",
                "'one'                     | one",
                "'one\n%\ntwo\n'           | one;two",
                "'one\r\n%\r\ntwo\r\n'     | one;two",
                "'%\n%\none\n%\n\n%\n'     | one",
                "'a\n  b\n%\nc'            | 'a\n  b;c'",
                "'100 %\n% of it\n%\nb'    | '100 %\n% of it;b'",
                "'%% a comment\none'       | one",
                "'_\b_bo\bold\tx'          | '_bold    x'",
                "'bell\u0007 esc\u001b[1m' | 'bell esc[1m'",
            })
    void readsSayings(String file, String sayings) {
        List<String> wanted = sayings == null ? List.of() : Arrays.asList(sayings.split(";"));
        assertThat(FortuneFile.sayings(file)).isEqualTo(wanted);
    }

    @Test
    void leavesOutSayingsThatWouldFillTheRoom() {
        assertThat(FortuneFile.sayings("x".repeat(FortuneFile.MAX_SAYING + 1) + "\n%\nshort"))
                .containsExactly("short");
    }

    @Test
    void takesTheSystemsFilesIfThereAreAny() throws IOException {
        write("wisdom", "one\n%\ntwo\n");
        write("wisdom.dat", "not a saying");
        write("wisdom.u8", "a second copy");
        write(".hidden", "hidden");
        Files.createDirectory(folder.resolve("off"));
        write("off/rude", "rude");
        Files.write(folder.resolve("latin"), "gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));
        Fortunes fortunes = Fortunes.from(List.of(folder.resolve("absent"), folder));
        assertThat(fortunes.size()).isEqualTo(2);
        assertThat(IntStream.range(0, 100).mapToObj(i -> fortunes.pick("key" + i)))
                .containsOnly("one", "two");
    }

    @Test
    void hasItsOwnSayingsWhereThereAreNone() {
        Fortunes fortunes = Fortunes.from(List.of(folder));
        assertThat(fortunes.size()).isGreaterThanOrEqualTo(40);
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> fortunes.pick("key" + i))
                        .distinct())
                .hasSizeGreaterThan(25);
    }

    @Test
    void picksTheSameForTheSameKey() {
        Fortunes fortunes = Fortunes.from(List.of());
        assertThat(fortunes.pick("2026-06-10T12:00:00Z")).isEqualTo(fortunes.pick("2026-06-10T12:00:00Z"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
