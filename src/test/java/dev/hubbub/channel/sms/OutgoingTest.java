package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How texts are written and split: the limits to the character. */
class OutgoingTest {
    private static final String ROCKET = "🚀";

    private static Outgoing split(String text) {
        return Outgoing.of(text, Alphabet.Writing.GSM, Outgoing.MOST_PARTS);
    }

    private static List<Integer> places(Outgoing outgoing) {
        return outgoing.parts().stream().map(outgoing.alphabet()::length).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 1", // what the default alphabet has
                "a | 160 | 160",
                "a | 161 | 153 8",
                "a | 306 | 153 153",
                "a | 307 | 153 153 1",
                "€ | 80 | 160", // an escape and a place each
                "€ | 81 | 152 10",
                "€ | 76 | 152",
                "ж | 70 | 70", // what it has not
                "ж | 71 | 67 4",
                "ж | 134 | 67 67",
                "ж | 135 | 67 67 1",
                "🚀 | 35 | 70", // two places each, never cut
                "🚀 | 36 | 66 6",
                "🚀 | 67 | 66 66 2"
            })
    void fillsMessagesToTheLastPlace(String character, int count, String expected) {
        Outgoing outgoing = split(character.repeat(count));
        assertThat(places(outgoing).stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
        assertThat(String.join("", outgoing.parts())).isEqualTo(character.repeat(count));
    }

    @Test
    void neverCutsAnEscapeFromItsCharacter() {
        // 152 places, then one that takes two: the last place of the first part stays empty
        Outgoing outgoing = split("a".repeat(152) + "€" + "b".repeat(20));
        assertThat(outgoing.parts()).containsExactly("a".repeat(152), "€" + "b".repeat(20));
        for (String part : outgoing.parts()) {
            byte[] bytes = Gsm7.encode(part);
            assertThat(bytes[bytes.length - 1]).isNotEqualTo((byte) 0x1B);
        }
    }

    @Test
    void neverCutsASurrogatePair() {
        Outgoing outgoing = split("ж".repeat(66) + ROCKET + "ж".repeat(20));
        assertThat(outgoing.parts()).containsExactly("ж".repeat(66), ROCKET + "ж".repeat(20));
    }

    @Test
    void oneCharacterOutsideTheAlphabetMakesAllOfItUcs2() {
        assertThat(split("plain text").alphabet()).isEqualTo(Alphabet.DEFAULT);
        assertThat(split("plain text ’").alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(split("ÄÖÜäöüß@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞ^{}\\[~]|€").alphabet())
                .isEqualTo(Alphabet.DEFAULT);
        // c with cedilla is there only as a capital
        assertThat(split("ç").alphabet()).isEqualTo(Alphabet.UCS2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@£$¥ | 00010203",
                "Δ_ΦΓΛΩΠΨΣΘΞ | 101112131415161718191A",
                "Aa | 4161",
                "€ | 1B65",
                "^{}[~] | 1B141B281B291B3C1B3D1B3E",
                "ñüà | 7D7E7F",
                "¡¿ | 4060"
            })
    void writesTheDefaultAlphabetAsTheStandardNumbersIt(String text, String hex) {
        if (hex != null) {
            assertThat(HexFormat.of().withUpperCase().formatHex(Gsm7.encode(text)))
                    .isEqualTo(hex);
        }
        assertThat(Gsm7.decode(Gsm7.encode(text))).isEqualTo(text);
    }

    @Test
    void readsWhateverBytesComeAsText() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(160)];
            random.nextBytes(bytes);
            String text = Gsm7.decode(bytes);
            assertThat(Gsm7.has(text)).isTrue();
        }
        assertThat(Gsm7.decode(new byte[] {0x41, 0x1B})).isEqualTo("A");
        assertThat(Gsm7.decode(new byte[] {0x1B, 0x41})).isEqualTo("A");
    }

    @Test
    void everyRandomTextIsWholeWhenItsPartsAreJoined() {
        Random random = new Random(11);
        String letters = "abc€^{}жü🚀👩‍🚀 \n";
        int[] choice = letters.codePoints().toArray();
        for (int i = 0; i < 300; i++) {
            String text = IntStream.range(0, random.nextInt(900))
                    .map(unused -> choice[random.nextInt(choice.length)])
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            Outgoing outgoing = split(text);
            assertThat(String.join("", outgoing.parts())).isEqualTo(text);
            int most = outgoing.parts().size() == 1
                    ? outgoing.alphabet().alone()
                    : outgoing.alphabet().part();
            assertThat(places(outgoing)).allMatch(places -> places <= most);
        }
    }

    @Test
    void cutsWhatIsTooLongAndShowsIt() {
        Outgoing plain = Outgoing.of("a".repeat(1000), Alphabet.Writing.GSM, 2);
        assertThat(plain.parts()).containsExactly("a".repeat(153), "a".repeat(150) + "...");
        Outgoing other = Outgoing.of("ж".repeat(1000), Alphabet.Writing.GSM, 1);
        assertThat(other.parts()).containsExactly("ж".repeat(67) + "…");
    }

    @Test
    void writesTheDefaultAlphabetInLatin1WhereTheSmscWantsThat() {
        assertThat(Alphabet.of("Grüße @", Alphabet.Writing.LATIN1)).isEqualTo(Alphabet.DEFAULT);
        assertThat(Alphabet.DEFAULT.encode("Grüße @", Alphabet.Writing.LATIN1))
                .isEqualTo("Grüße @".getBytes(StandardCharsets.ISO_8859_1));
        // ISO 8859-1 has no sign for the euro
        assertThat(Alphabet.of("5 €", Alphabet.Writing.LATIN1)).isEqualTo(Alphabet.UCS2);
    }
}
