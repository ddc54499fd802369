package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTextTest {
    private static final String EVERYTHING = """
            rules:
              - name: everything
                enabled: false
                when:
                  channel: [ sms/*, email/support ]
                  sender: "mailto:*@x.org"
                  text: [ urgent*, "server down" ]
                  subject: invoice
                  matches: '\\d{4}-[A-Z]+'
                  tag: [ incident, booking/*, booking/12 ]
                  priority: high
                  verified: true
                  hasAttachment: false
                  time: { days: [ mon, sun ], from: "22:00", to: "06:00", zone: Europe/Berlin }
                  not: { sender: "mailto:*@test.example", verified: false }
                  any: [ { channel: sms/main }, { text: a, subject: b } ]
                  all: [ { tag: x }, { not: { tag: y } } ]
                then:
                  - { send: sms/oncall, to: "tel:+4917012345", format: "{sender}: {body}" }
                  - { tag: [ incident, booking/7 ] }
                  - { priority: urgent }
                  - { assign: [ user/ana, group/oncall ] }
                  - { actionable: true }
                  - { reply: "We have it, {sender}." }
                  - { story: "{subject}" }
                  - { stop: true }
            """;

    @Test
    void whatIsWrittenIsReadAsTheSameRule() throws JsonProcessingException {
        RuleFiles.Parsed parsed = RuleFiles.parse("a.yaml", EVERYTHING);
        assertThat(parsed.problems()).isEmpty();
        Rule rule = parsed.rules().get(0);
        String json = new ObjectMapper()
                .writeValueAsString(Map.of(
                        "name", rule.name(),
                        "enabled", rule.enabled(),
                        "when", RuleText.when(rule),
                        "then", RuleText.then(rule)));

        RuleFiles.Parsed again = RuleFiles.parseOne("1", json);
        assertThat(again.problems()).isEmpty();
        assertThat(again.rules().get(0).when()).isEqualTo(rule.when());
        assertThat(again.rules().get(0).then()).isEqualTo(rule.then());
    }

    @Test
    void oneValueIsWrittenWithoutAList() {
        Rule rule = RuleFiles.parse("a.yaml", "rules: [ { name: a, when: { channel: [ a/b ] }, then: [ { stop: true } ] } ]")
                .rules()
                .get(0);

        assertThat(RuleText.when(rule)).isEqualTo(Map.of("channel", "a/b"));
        assertThat(RuleText.then(rule)).isEqualTo(List.of(Map.of("stop", true)));
    }
}
