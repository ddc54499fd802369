package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static final Draft SMS = RuleTable.message("an emergency").build();

    @Test
    void plansWhatMatchingRulesSendAndSaysWhy() {
        Verdict verdict = RuleTable.rules("""
                        rules:
                          - name: urgent texts page the on-call
                            when: { channel: [ sms/*, email/support ], text: [ urgent, emergency ] }
                            then: [ { tag: incident }, { priority: high }, { send: sms/oncall }, { assign: group/oncall } ]
                          - name: the rest
                            when: { not: { tag: incident } }
                            then: [ { send: shoutbox/team } ]
                          - name: pressing ones
                            when: { priority: high, tag: incident }
                            then: [ { send: chatbot/ops, format: "{sender}: {body}" }, { actionable: true } ]
                        """).match(SMS, RuleTable.NOON);
        assertThat(verdict.targets())
                .containsExactly(
                        Target.of(ChannelId.parse("sms/oncall")),
                        new Target(ChannelId.parse("chatbot/ops"), null, "{sender}: {body}"));
        assertThat(verdict.matches())
                .containsExactly(
                        new Verdict.Match(
                                "urgent texts page the on-call",
                                new Rule.Origin.File("test.yaml", 2),
                                List.of("channel is sms/main (sms/*)", "text has \"emergency\""),
                                List.of("tagged incident", "made its priority high", "assigned to group:oncall")),
                        new Verdict.Match(
                                "pressing ones",
                                new Rule.Origin.File("test.yaml", 8),
                                List.of("priority is high (high or more is asked for)", "tagged incident"),
                                List.of("made actionable")));
        assertThat(verdict.tags()).containsExactly(Tag.parse("incident"));
        assertThat(verdict.priority()).isEqualTo(Priority.HIGH);
        assertThat(verdict.assignees()).containsExactly(new Address("group:oncall"));
        assertThat(verdict.actionable()).isTrue();
    }

    @Test
    void asksNoRuleAfterOneThatStops() {
        Verdict verdict = RuleTable.rules("""
                        rules:
                          - { name: first, when: {}, then: [ { send: a/a }, { stop: true } ] }
                          - { name: second, when: {}, then: [ { send: b/b } ] }
                        """).match(SMS, RuleTable.NOON);
        assertThat(verdict.targets()).containsExactly(Target.of(ChannelId.parse("a/a")));
        assertThat(verdict.stopped()).isEqualTo("first");
    }

    @Test
    void neverSendsAMessageBackToWhereItHasBeen() {
        RuleSet rules = RuleTable.rules(
                "rules: [ { name: all, when: {}, then: [ { send: sms/main }, { send: a/a }, { send: b/b } ] } ]");
        Draft draft = SMS.edit().visited(Set.of(ChannelId.parse("a/a"))).build();
        Verdict verdict = rules.match(draft, RuleTable.NOON);
        assertThat(verdict.targets()).containsExactly(Target.of(ChannelId.parse("b/b")));
        assertThat(verdict.suppressed())
                .containsExactly(
                        new Verdict.Suppressed(Target.of(ChannelId.parse("sms/main")), "all", "it came from there"),
                        new Verdict.Suppressed(Target.of(ChannelId.parse("a/a")), "all", "it has been there"));
    }

    @Test
    void sendsNothingAfterEightHops() {
        RuleSet rules =
                RuleTable.rules("rules: [ { name: all, when: {}, then: [ { send: b/b }, { reply: thanks } ] } ]");
        assertThat(rules.match(SMS.edit().hops(7).build(), RuleTable.NOON).targets())
                .hasSize(1);
        Verdict verdict = rules.match(SMS.edit().hops(8).build(), RuleTable.NOON);
        assertThat(verdict.targets()).isEmpty();
        assertThat(verdict.replies()).isEmpty();
        assertThat(verdict.suppressed())
                .extracting(Verdict.Suppressed::why)
                .containsOnly("it has passed 8 hubs or bridges")
                .hasSize(2);
    }

    @Test
    void sendsToOneTargetOnceAndToEachAddressOfAChannel() {
        Verdict verdict = RuleTable.rules("""
                        rules:
                          - { name: one, when: {}, then: [ { send: b/b, format: "{body}!" }, { send: b/b, to: "tel:1" } ] }
                          - { name: two, when: {}, then: [ { send: b/b }, { send: b/b, to: "tel:2" } ] }
                        """).match(SMS, RuleTable.NOON);
        assertThat(verdict.planned())
                .extracting(one -> one.target().recipient(), Verdict.Planned::rule)
                .containsExactly(
                        tuple(null, "one"), tuple(new Address("tel:1"), "one"), tuple(new Address("tel:2"), "two"));
        assertThat(verdict.suppressed())
                .extracting(Verdict.Suppressed::why)
                .containsExactly("it goes there already, by the rule 'one'");
    }

    @Test
    void leavesRulesAloneWhereTheMessageSaysItsTargets() {
        Target asker = Target.of(ChannelId.parse("sms/main"));
        Verdict verdict = RuleTable.rules("rules: [ { name: all, when: {}, then: [ { send: b/b } ] } ]")
                .match(SMS.edit().explicitTargets(List.of(asker, asker)).build(), RuleTable.NOON);
        assertThat(verdict.planned()).containsExactly(new Verdict.Planned(asker, null));
        assertThat(verdict.matches()).isEmpty();
    }

    @Test
    void repliesOnceToTheSenderWithPlaceholdersFilled() {
        Draft draft = SMS.edit().replyTo(new Address("tel:+4917012345")).build();
        Verdict verdict = RuleTable.rules("""
                        rules:
                          - { name: one, when: {}, then: [ { tag: x }, { reply: "{sender}, we have {body} ({tags})" } ] }
                          - { name: two, when: {}, then: [ { reply: again }, { story: "From {channel}" } ] }
                        """).match(draft, RuleTable.NOON);
        assertThat(verdict.replies())
                .containsExactly(new Verdict.Reply(
                        new Target(ChannelId.parse("sms/main"), new Address("tel:+4917012345"), null),
                        "+4917012345, we have an emergency (x)",
                        "one"));
        assertThat(verdict.suppressed())
                .extracting(Verdict.Suppressed::why)
                .containsExactly("it is answered already, by the rule 'one'");
        assertThat(verdict.stories()).containsExactly(new Verdict.Story("From sms/main", "two"));
    }

    @Test
    void neverAnswersTheHubItself() {
        RuleSet rules = RuleTable.rules("rules: [ { name: all, when: {}, then: [ { reply: thanks } ] } ]");
        Verdict verdict = rules.match(Draft.of(ChannelId.HUB, Address.BOT, "hello"), RuleTable.NOON);
        assertThat(verdict.replies()).isEmpty();
        assertThat(verdict.suppressed())
                .extracting(Verdict.Suppressed::why)
                .containsExactly("the hub does not answer itself");
    }

    @Test
    void passesOverRulesThatAreSwitchedOff() {
        RuleSet rules = RuleTable.rules("rules: [ { name: all, when: {}, then: [ { send: b/b } ], enabled: false } ]");
        assertThat(rules.match(SMS, RuleTable.NOON).targets()).isEmpty();
        assertThat(rules.rules()).hasSize(1);
    }

    @Test
    void tellsItsStepsAsJsonValues() {
        Verdict verdict = RuleTable.rules(
                        "rules: [ { name: all, when: {}, then: [ { send: b/b }, { send: sms/main }, { stop: true } ] } ]")
                .match(SMS, RuleTable.NOON);
        assertThat(verdict.steps())
                .containsExactly(
                        Map.of(
                                "step",
                                "matched",
                                "rule",
                                "all",
                                "origin",
                                "test.yaml:1",
                                "why",
                                List.of("it matches every message"),
                                "did",
                                List.of("stopped")),
                        Map.of("step", "planned", "rule", "all", "target", "b/b"),
                        Map.of("step", "suppressed", "rule", "all", "target", "sms/main", "why", "it came from there"),
                        Map.of("step", "stopped", "rule", "all"));
    }

    @Test
    void crossPostsBetweenShoutboxAndChatAsShipped() throws Exception {
        RuleSet shipped = RuleTable.rules(Files.readString(Path.of("config/rules/cross-post.yaml")));
        Draft shout = Draft.builder(ChannelId.parse("shoutbox/team"), Address.ofUser("ana"), "hello")
                .senderName("ana")
                .build();
        DryRun out = DryRun.of(shipped, shout, RuleTable.NOON);
        assertThat(out.sendings()).extracting(DryRun.Sending::text).containsExactly("ana: hello");
        Draft said = RuleTable.from("chatbot/ops", "xmpp:room@x.org/bob", "hi");
        assertThat(shipped.match(said, RuleTable.NOON).targets())
                .containsExactly(Target.of(ChannelId.parse("shoutbox/team")));
        Draft echo =
                shout.edit().visited(Set.of(ChannelId.parse("chatbot/ops"))).build();
        assertThat(shipped.match(echo, RuleTable.NOON).targets()).isEmpty();
    }

    @Test
    void saysInADryRunWhyARuleDoesNotMatch() {
        RuleSet rules = RuleTable.rules("""
                rules:
                  - { name: elsewhere, when: { channel: email/x }, then: [ { tag: x } ] }
                  - { name: off, when: {}, then: [ { tag: x } ], enabled: false }
                  - { name: quiet, when: { text: [ fire, flood ] }, then: [ { tag: x } ] }
                  - { name: hit, when: { text: emergency }, then: [ { send: b/b, format: "! {body}" }, { stop: true } ] }
                  - { name: late, when: {}, then: [ { tag: x } ] }
                """);
        DryRun run = DryRun.verbose(rules, SMS, RuleTable.NOON);
        assertThat(run.misses())
                .extracting(DryRun.Miss::rule, DryRun.Miss::whyNot)
                .containsExactly(
                        tuple("elsewhere", "channel is sms/main, not email/x"),
                        tuple("off", "it is switched off"),
                        tuple("quiet", "text has none of \"fire\", \"flood\""),
                        tuple("late", "it is not asked: the rule 'hit' stops"));
        assertThat(run.sendings()).extracting(DryRun.Sending::text).containsExactly("! an emergency");
        assertThat(run.verdict()).isEqualTo(rules.match(SMS, RuleTable.NOON));
    }
}
