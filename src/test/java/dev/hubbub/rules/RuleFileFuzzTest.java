package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import dev.hubbub.config.Problem;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A file of rules is read and means what a plain loop says it means, or each thing wrong with it has its line. */
class RuleFileFuzzTest {
    private static final Draft SAID = Draft.builder(
                    new ChannelId("sms", "main"), new Address("tel:+491701"), "Urgent: server DOWN, booking 12345678")
            .subject("Straße 7")
            .tags(Set.of(new Tag("incident", null), new Tag("booking", "12345678")))
            .priority(Priority.HIGH)
            .verified(true)
            .build();

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");

    @FuzzTest
    void readsRulesOrSaysWhereTheyAreWrong(byte[] data) {
        String text = Fuzzed.text(data);
        RuleFiles.Parsed parsed = RuleFiles.parse("r.yaml", text);
        int lines = 1
                + (int) text.chars()
                        .filter(c -> c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
                        .count();
        for (Problem problem : parsed.problems()) {
            Integer line = problem.line();
            if (line != null) {
                assertThat(line).isBetween(1, lines);
            }
            assertThat(problem.reason()).isNotBlank();
        }
        assertThat(parsed.rules().isEmpty() || parsed.problems().isEmpty()).isTrue();
        parsed.rules().forEach(RuleFileFuzzTest::assertReadBack);
        assertThat(new RuleSet(parsed.rules()).match(SAID, NOW).matches())
                .extracting(Verdict.Match::rule)
                .isEqualTo(Oracle.matching(parsed.rules(), SAID, NOW));
    }

    private static void assertReadBack(Rule rule) {
        String json = RuleJson.write(rule).toString();
        RuleFiles.Parsed again = RuleFiles.parseOne("1", json);
        assertThat(again.problems()).as(json).isEqualTo(List.of());
        assertThat(RuleJson.write(again.rules().get(0)).toString()).isEqualTo(json);
        assertThat(again.rules().get(0).then()).isEqualTo(rule.then());
    }
}
