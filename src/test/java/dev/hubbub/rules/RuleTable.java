package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import java.time.Instant;
import java.util.List;

/** What rule tests share: rules and messages in one line each. */
final class RuleTable {
    /** A Thursday, 12:00 in UTC. */
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private RuleTable() {}

    /** The rules of a file, which must be right. */
    static RuleSet rules(String yaml) {
        return new RuleSet(parsed(yaml));
    }

    static List<Rule> parsed(String yaml) {
        RuleFiles.Parsed parsed = RuleFiles.parse("test.yaml", yaml);
        assertThat(parsed.problems()).isEmpty();
        return parsed.rules();
    }

    /** One rule with that condition, in flow style. */
    static RuleSet when(String condition) {
        return rules("rules: [ { name: it, when: " + condition + ", then: [ { send: sms/oncall } ] } ]");
    }

    static boolean matches(String condition, Draft draft) {
        return !when(condition).match(draft, NOON).matches().isEmpty();
    }

    static Draft.Builder message(String text) {
        return Draft.builder(new ChannelId("sms", "main"), new Address("tel:+4917012345"), text);
    }

    static Draft from(String channel, String sender, String text) {
        return Draft.of(ChannelId.parse(channel), new Address(sender), text);
    }
}
