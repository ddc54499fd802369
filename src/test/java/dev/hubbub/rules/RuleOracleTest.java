package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The compiled, indexed matcher answers as a plain loop does, on thousands of random rules and messages. */
class RuleOracleTest {
    private static final List<String> CHANNELS = List.of("sms/main", "sms/two", "email/x", "chatbot/ops", "shoutbox/a");
    private static final List<String> CHANNEL_PATTERNS =
            List.of("sms/main", "sms/*", "email/x", "*/ops", "*", "shoutbox/*a");
    private static final List<String> SENDERS = List.of("mailto:a@x.org", "mailto:b@x.org", "tel:+1", "xmpp:a@y");
    private static final List<String> SENDER_PATTERNS =
            List.of("mailto:a@x.org", "mailto:*@x.org", "tel:+1", "TEL:+1", "*a@*", "xmpp:none@y");
    private static final List<String> SYLLABLES =
            List.of("a", "ab", "ba", "Ä", "ß", "1", "_", "-", " ", "  ", "\n", "É", "x.", "ж", "c");
    private static final List<String> EXPRESSIONS = List.of("a+b", "^ab", "[0-9]", "b\\z", "(ba){2}");
    private static final List<String> TAGS = List.of("incident", "booking", "booking/1", "booking/2");
    private static final List<String> TAG_PATTERNS = List.of("incident", "booking", "booking/*", "booking/2", "none");
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Asia/Kathmandu");

    @ParameterizedTest(name = "{1} rules, seed {0}")
    @CsvSource({"1,1", "2,10", "3,31", "4,33", "5,64", "6,65", "7,300", "8,2000"})
    void answersAsAPlainLoopDoes(long seed, int count) {
        Random random = new Random(seed);
        List<Rule> rules = rules(random, count);
        List<RuleSet> compiled = List.of(new RuleSet(rules, 0), new RuleSet(rules), new RuleSet(rules, 1 << 20));
        for (int i = 0; i < 120_000 / (count + 200); i++) {
            Draft draft = draft(random);
            Instant now = Instant.ofEpochSecond(random.nextInt(1 << 30));
            List<String> expected = Oracle.matching(rules, draft, now);
            for (RuleSet set : compiled) {
                assertThat(set.match(draft, now).matches())
                        .as(() -> "seed " + seed + ", " + draft + ", " + now + "\nby the loop: "
                                + shown(rules, expected) + "\nby the index: "
                                + shown(
                                        rules,
                                        set.match(draft, now).matches().stream()
                                                .map(Verdict.Match::rule)
                                                .toList()))
                        .extracting(Verdict.Match::rule)
                        .isEqualTo(expected);
            }
            assertThat(DryRun.verbose(compiled.get(1), draft, now).verdict())
                    .isEqualTo(compiled.get(0).match(draft, now));
        }
    }

    private static String shown(List<Rule> rules, List<String> names) {
        return rules.stream()
                .filter(rule -> names.contains(rule.name()))
                .map(rule -> RuleJson.write(rule).toString())
                .collect(Collectors.joining("\n"));
    }

    private static List<Rule> rules(Random random, int count) {
        String yaml = IntStream.range(0, count)
                .mapToObj(i -> "- { name: r" + i + ", when: " + when(random, 0) + ", then: [ " + actions(random) + " ]"
                        + (random.nextInt(20) == 0 ? ", enabled: false" : "") + " }\n")
                .collect(Collectors.joining("", "rules:\n", ""));
        return RuleTable.parsed(yaml);
    }

    private static String actions(Random random) {
        return switch (random.nextInt(30)) {
            case 0 -> "{ stop: true }";
            case 1, 2, 3 -> "{ tag: " + pick(random, TAGS) + " }";
            case 4, 5 -> "{ priority: " + pick(random, List.of("low", "normal", "high", "urgent")) + " }";
            default -> "{ send: \"" + pick(random, CHANNELS) + "\" }";
        };
    }

    private static String when(Random random, int depth) {
        List<String> keys = new ArrayList<>(List.of(
                "channel",
                "sender",
                "text",
                "subject",
                "matches",
                "tag",
                "priority",
                "verified",
                "time",
                "not",
                "any",
                "all",
                "hasAttachment"));
        Collections.shuffle(keys, random);
        int size = depth == 0 ? random.nextInt(4) : 1 + random.nextInt(2);
        return keys.stream()
                .filter(key -> depth < 2 || !List.of("not", "any", "all").contains(key))
                .limit(size)
                .map(key -> key + ": " + value(random, key, depth))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String value(Random random, String key, int depth) {
        return switch (key) {
            case "channel" -> some(random, CHANNEL_PATTERNS);
            case "sender" -> some(random, SENDER_PATTERNS);
            case "text", "subject" ->
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(i -> quoted(phrase(random)))
                        .collect(Collectors.joining(", ", "[ ", " ]"));
            case "matches" -> some(random, EXPRESSIONS);
            case "tag" -> some(random, TAG_PATTERNS);
            case "priority" -> pick(random, List.of("low", "normal", "high", "urgent"));
            case "time" ->
                "{ days: " + some(random, List.of("mon", "tue", "sat")) + ", from: \"0" + random.nextInt(10)
                        + ":15\", to: \"08:30\", zone: " + pick(random, ZONES) + " }";
            case "not" -> when(random, depth + 1);
            case "any", "all" -> "[ " + when(random, depth + 1) + ", " + when(random, depth + 1) + " ]";
            default -> String.valueOf(random.nextBoolean());
        };
    }

    private static String phrase(Random random) {
        String core = "";
        while (core.isBlank()) {
            core = words(random, 1 + random.nextInt(4)).strip().replaceAll("\\s+", " ");
        }
        return (random.nextInt(4) == 0 ? "*" : "") + core + (random.nextInt(4) == 0 ? "*" : "");
    }

    private static String words(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> pick(random, SYLLABLES)).collect(Collectors.joining());
    }

    private static Draft draft(Random random) {
        return Draft.builder(
                        ChannelId.parse(pick(random, CHANNELS)),
                        new Address(pick(random, SENDERS)),
                        words(random, random.nextInt(30)))
                .subject(random.nextBoolean() ? null : words(random, random.nextInt(6)))
                .tags(random.nextInt(3) == 0 ? Set.of(Tag.parse(pick(random, TAGS))) : Set.of())
                .priority(Priority.valueOf(pick(random, List.of("LOW", "NORMAL", "HIGH", "URGENT"))))
                .verified(random.nextBoolean())
                .build();
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String some(Random random, List<String> from) {
        String one = quoted(pick(random, from));
        return random.nextBoolean() ? one : "[ " + one + ", " + quoted(pick(random, from)) + " ]";
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
