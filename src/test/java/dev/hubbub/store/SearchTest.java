package dev.hubbub.store;

import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.api.archive.Search;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.MessageId;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.Keys;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words are found by their keyed hashes: all that must be found, and nothing else. */
class SearchTest {
    private static final int MESSAGES = Boolean.getBoolean("hubbub.long") ? 20_000 : 1_000;
    private static final int SEARCHES = Boolean.getBoolean("hubbub.long") ? 5_000 : 300;

    /** Words of several scripts, as people write them: cases, marks apart from their letters, wide forms. */
    private static final List<String> WORDS = List.of(
            "printer",
            "Printer",
            "PRINTER",
            "fire",
            "Straße",
            "STRASSE",
            "strasse",
            "Übergröße",
            "U\u0308bergröße",
            "naïve",
            "naive",
            "ΣΊΣΥΦΟΣ",
            "σίσυφος",
            "Москва",
            "москва",
            "İstanbul",
            "istanbul",
            "東京",
            "京都",
            "駅",
            "ｆｕｌｌ",
            "full",
            "ﬁne",
            "fine",
            "x1",
            "42",
            "４２",
            "résumé",
            "resume\u0301",
            "שלום",
            "नमस्ते",
            "don",
            "t",
            "e-mail",
            "mail",
            "a");

    private static TestDatabase test;
    private static Parts hub;
    private static final Map<MessageId, Set<String>> said = new HashMap<>();

    @BeforeAll
    static void say() {
        test = TestDatabase.create();
        hub = Parts.join(test.database());
        Random random = new Random(7);
        List<Entry> batch = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            String subject = random.nextInt(3) == 0 ? sentence(random, 2) : null;
            String name = random.nextInt(4) == 0 ? sentence(random, 1) : null;
            String text = sentence(random, 1 + random.nextInt(6));
            Entry entry =
                    entry(draft(TEAM, text).subject(subject).senderName(name).build());
            batch.add(entry);
            Set<String> words = new HashSet<>(words(text));
            words.addAll(words(subject == null ? "" : subject));
            words.addAll(words(name == null ? "" : name));
            said.put(entry.message().id(), words);
        }
        for (int from = 0; from < batch.size(); from += 500) {
            hub.log().store(batch.subList(from, Math.min(batch.size(), from + 500)));
        }
    }

    @AfterAll
    static void close() {
        hub.close();
        test.close();
    }

    @Test
    void aSearchFindsWhatAReaderWouldAndNothingElse() {
        Random random = new Random(11);
        int hits = 0;
        for (int i = 0; i < SEARCHES; i++) {
            String asked = sentence(random, 1 + random.nextInt(3));
            Set<String> wanted = words(asked);
            Set<MessageId> expected = said.entrySet().stream()
                    .filter(message -> message.getValue().containsAll(wanted))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            assertThat(found(asked)).as(asked).isEqualTo(expected);
            hits += expected.size();
        }
        assertThat(hits).isGreaterThan(SEARCHES);
    }

    /** Little looked through at first makes it look further back, or in the index; much leaves it at that. */
    @ParameterizedTest
    @ValueSource(ints = {3, 30, 300, 1_000, 100_000})
    void pagesAreTheSameHoweverMuchIsLookedThroughAtFirst(int newest) throws Exception {
        hub.execute("analyze message");
        for (String asked : List.of("printer", "42", "京", "printer fire", "naïve 42 x1", "nowhere")) {
            List<MessageId> expected = said.entrySet().stream()
                    .filter(message -> message.getValue().containsAll(words(asked)))
                    .map(Map.Entry::getKey)
                    .sorted(Comparator.comparing(MessageId::toString).reversed())
                    .toList();
            List<MessageId> paged = new ArrayList<>();
            List<MessageId> page;
            do {
                page = page(asked, paged.isEmpty() ? null : paged.get(paged.size() - 1), newest);
                paged.addAll(page);
            } while (!page.isEmpty());
            assertThat(paged).as(asked).isEqualTo(expected);
        }
    }

    private static List<MessageId> page(String words, @Nullable MessageId before, int newest) {
        SearchQuery query = SearchQuery.of(
                        new Search(words, TEAM, null, null, null, null, Set.of(TEAM), before),
                        test.database().crypt())
                .orElseThrow();
        return test.database()
                .inTransaction(session -> query.ids(session, 7, newest).stream()
                        .map(MessageId::new)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "straße, STRASSE, true",
        "Übergröße, U\u0308BERGRÖSSE, true",
        "σίσυφος, ΣΊΣΥΦΟΣ, true",
        "ｆｕｌｌ, FULL, true",
        "東京駅, 京, true",
        "the printer burns, printer the, true",
        "printer, print, false",
        "naïve, naive, false",
        "printer, printers, false",
        "printer, %, false",
        "printer, printer_, true",
        "don't, dont, false"
    })
    void wordsAreComparedAsThePageSays(String text, String asked, boolean finds) {
        Entry entry = entry(draft(TEAM, "only " + text).build());
        hub.log().store(List.of(entry));
        said.put(entry.message().id(), words("only " + text));
        assertThat(found(asked).contains(entry.message().id())).isEqualTo(finds);
    }

    @Test
    void hashesOfTwoHubsHaveNothingInCommon() {
        Crypt one = new Crypt(Keys.make());
        Crypt other = new Crypt(Keys.make());
        Set<Long> hashes = Arrays.stream(one.hashes(WORDS)).boxed().collect(Collectors.toSet());
        assertThat(hashes).hasSize(WORDS.size());
        assertThat(Arrays.stream(other.hashes(WORDS)).boxed()).doesNotContainAnyElementsOf(hashes);
        assertThat(one.hashes(WORDS)).isEqualTo(one.hashes(new TreeSet<>(WORDS)));
    }

    @Test
    void whatTheDatabaseHasIsOneHashForEachDistinctWord() throws Exception {
        Entry entry = entry(draft(TEAM, "one two two three THREE").build());
        hub.log().store(List.of(entry));
        said.put(entry.message().id(), words("one two three"));
        assertThat(hub.number("select cardinality(terms) from message where id = '"
                        + entry.message().id() + "'"))
                .isEqualTo(3);
    }

    private static Set<MessageId> found(String words) {
        return new StoredArchive(test.database())
                .search(new Search(words, null, null, null, null, null, null, null), 100_000).stream()
                        .map(kept -> kept.message().id())
                        .collect(Collectors.toSet());
    }

    private static String sentence(Random random, int words) {
        String[] gaps = {" ", ", ", "\n", "!? ", " - "};
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < words; i++) {
            sentence.append(i == 0 ? "" : gaps[random.nextInt(gaps.length)])
                    .append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return sentence.toString();
    }

    /** A second opinion on what a word is, by Java's regular expressions and case rules alone. */
    private static Set<String> words(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Pattern.compile(
                        "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]|[\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}&&[^\\p{IsHan}]]+")
                .matcher(folded)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
