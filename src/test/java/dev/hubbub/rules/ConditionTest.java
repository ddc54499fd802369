package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.message.Attachment;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    @ParameterizedTest(name = "{0} on {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    sms/main             | sms/main      | true
                    sms/main             | sms/other     | false
                    sms/*                | sms/other     | true
                    '*/ops'              | chatbot/ops   | true
                    '*/ops'              | chatbot/ops2  | false
                    '*'                  | chatbot/ops   | true
                    [ sms/*, email/x ]   | email/x       | true
                    shoutbox/team-*      | shoutbox/team | false
                    shoutbox/t*m         | shoutbox/team | true
                    """)
    void channel(String pattern, String channel, boolean matches) {
        assertThat(RuleTable.matches(
                        "{ channel: " + quoted(pattern) + " }", RuleTable.from(channel, "tel:+49", "hello")))
                .isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} for {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    mailto:ana@x.org       | mailto:ana@x.org       | true
                    MAILTO:Ana@X.org       | mailto:ana@x.org       | true
                    mailto:*@x.org         | mailto:ana@x.org       | true
                    mailto:*@x.org         | mailto:ana@x.org.evil  | false
                    '*@x.org'              | xmpp:ana@x.org         | true
                    tel:*                  | mailto:ana@x.org       | false
                    """)
    void sender(String pattern, String sender, boolean matches) {
        assertThat(RuleTable.matches(
                        "{ sender: " + quoted(pattern) + " }", RuleTable.from("sms/main", sender, "hello")))
                .isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    urgent        | this is URGENT!            | true
                    urgent        | urgently                   | false
                    urgent        | insurgent                  | false
                    'urgen*'      | urgently                   | true
                    '*gent'       | insurgent                  | true
                    '*gen*'       | insurgents                 | true
                    server down   | the Server   down again    | true
                    server down   | the serverdown             | false
                    '#help'       | please#help                | true
                    c++           | I like C++.                | true
                    straße        | Die STRAßE ist leer        | true
                    ÄRGER         | so ein ärger               | true
                    ärger         | Verärgert                  | false
                    火事          | 大火事です                 | true
                    İstanbul      | istanbul                   | true
                    𐐨𐐩            | 𐐀𐐁 and more                | true
                    𐐨𐐩            | 𐐀𐐁𐐂                        | false
                    a             | 'b a'                      | true
                    snake         | snake_case                 | false
                    """)
    void text(String phrase, String text, boolean matches) {
        Draft draft = RuleTable.message(text).build();
        assertThat(RuleTable.matches("{ text: " + quoted(phrase) + " }", draft)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} with subject {1}, text {2} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    { subject: invoice }            | Invoice 7 | hello      | true
                    { subject: invoice }            | hello     | invoice    | false
                    { subject: invoice }            |           | invoice    | false
                    { text: invoice }               | Invoice 7 | hello      | true
                    { text: pay now }               | pay       | now        | false
                    { matches: '\\b[A-Z]{3}-\\d+' } | hello     | see ABC-12 | true
                    { matches: '^ABC-\\d+$' }       | ABC-1     | hello      | true
                    { matches: abc }                | hello     | ABC        | false
                    { matches: '(?i)abc' }          | hello     | ABC        | true
                    { matches: [ x, hel+o ] }       | y         | hello      | true
                    """)
    void subjectAndExpressions(String condition, String subject, String text, boolean matches) {
        Draft draft = RuleTable.message(text).subject(subject).build();
        assertThat(RuleTable.matches(condition, draft)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} for {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    incident            | incident         | true
                    incident            | incidents        | false
                    booking             | booking/12345678 | true
                    booking/*           | booking/12345678 | true
                    booking/*           | booking          | false
                    booking/12345678    | booking/12345678 | true
                    booking/1           | booking/12345678 | false
                    [ x, incident ]     | incident         | true
                    """)
    void tag(String pattern, String tag, boolean matches) {
        Draft draft = RuleTable.message("hello").tags(Set.of(Tag.parse(tag))).build();
        assertThat(RuleTable.matches("{ tag: " + pattern + " }", draft)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    { priority: normal }                                  | true
                    { priority: high }                                    | true
                    { priority: urgent }                                  | false
                    { verified: true }                                    | true
                    { verified: false }                                   | false
                    { hasAttachment: true }                               | true
                    { hasAttachment: false }                              | false
                    {}                                                    | true
                    { not: { text: hello } }                              | false
                    { not: { text: hello, verified: false } }             | true
                    { any: [ { text: nothing }, { verified: true } ] }    | true
                    { any: [ { text: nothing }, { verified: false } ] }   | false
                    { all: [ { text: hello }, { verified: true } ] }      | true
                    { all: [ { text: hello }, { verified: false } ] }     | false
                    { text: hello, channel: email/x }                     | false
                    """)
    void restOfThem(String condition, boolean matches) {
        Draft draft = RuleTable.message("hello")
                .priority(Priority.HIGH)
                .verified(true)
                .attachments(List.of(ATTACHMENT))
                .build();
        assertThat(RuleTable.matches(condition, draft)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} at {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    { days: [ mon, thu ] }                                         | 2026-01-01T12:00:00Z | true
                    { days: fri, zone: UTC }                                       | 2026-01-01T12:00:00Z | false
                    { from: "08:00", to: "18:00", zone: UTC }                      | 2026-01-01T08:00:00Z | true
                    { from: "08:00", to: "18:00", zone: UTC }                      | 2026-01-01T17:59:59Z | true
                    { from: "08:00", to: "18:00", zone: UTC }                      | 2026-01-01T18:00:00Z | false
                    { from: "08:00", to: "18:00", zone: Europe/Berlin }            | 2026-01-01T07:00:00Z | true
                    { from: "08:00", to: "18:00", zone: Europe/Berlin }            | 2026-07-01T06:00:00Z | true
                    { days: thu, from: "22:00", to: "06:00", zone: UTC }           | 2026-01-01T23:00:00Z | true
                    { days: thu, from: "22:00", to: "06:00", zone: UTC }           | 2026-01-02T05:59:00Z | true
                    { days: thu, from: "22:00", to: "06:00", zone: UTC }           | 2026-01-01T05:59:00Z | false
                    { days: thu, from: "22:00", to: "06:00", zone: UTC }           | 2026-01-02T22:00:00Z | false
                    { from: "22:00", to: "24:00", zone: UTC }                      | 2026-01-02T23:59:59Z | true
                    { from: "22:00", to: "24:00", zone: UTC }                      | 2026-01-02T00:00:00Z | false
                    { from: "22:00", to: "00:00", zone: UTC }                      | 2026-01-02T23:59:59Z | true
                    { from: "22:00", to: "00:00", zone: UTC }                      | 2026-01-02T00:00:00Z | false
                    """)
    void time(String time, Instant now, boolean matches) {
        Verdict verdict = RuleTable.when("{ time: " + time + " }")
                .match(RuleTable.message("hello").build(), now);
        assertThat(!verdict.matches().isEmpty()).isEqualTo(matches);
    }

    private static final Attachment ATTACHMENT = new Attachment(new UUID(0, 1), "a.txt", "text/plain", new byte[] {1});

    private static String quoted(String pattern) {
        return pattern.startsWith("[") ? pattern : "'" + pattern + "'";
    }
}
