package dev.hubbub.rules;

import java.util.List;
import java.util.stream.Stream;

/** Rules that are right and rules that are wrong, one difference at a time. */
final class RuleSamples {
    private RuleSamples() {}

    static String when(String condition) {
        return "rules: [ { name: it, when: " + condition + ", then: [ { tag: x } ] } ]";
    }

    static String then(String action) {
        return "rules: [ { name: it, when: {}, then: [ " + action + " ] } ]";
    }

    static String rule(String rule) {
        return "rules: [ " + rule + " ]";
    }

    static Stream<String> good() {
        return Stream.of(
                        List.of("rules: []", rule("{ name: a, when: {}, then: [ { tag: x } ], enabled: false }"))
                                .stream(),
                        List.of(
                                        "{}",
                                        "{ channel: sms/main }",
                                        "{ channel: '*' }",
                                        "{ channel: [ sms/*, '*/ops' ] }",
                                        "{ sender: [ 'mailto:*@x.org', '*@y.org', 'tel:+49' ] }",
                                        "{ text: urgent, subject: [ 'urgen*', '*burg', '*mid*', ' server  down ' ] }",
                                        "{ matches: [ '\\d+', '(?i)x', '[]{9}]{40}-\\d{30}-(ab){20}{' ] }",
                                        "{ tag: incident }",
                                        "{ tag: [ booking/*, booking/12345678 ] }",
                                        "{ priority: high, verified: true, hasAttachment: false }",
                                        "{ time: { days: mon } }",
                                        "{ time: { days: [ mon, tue, wed, thu, fri ], from: \"08:00\", to: \"18:00\", zone: Europe/Berlin } }",
                                        "{ time: { from: \"22:00\", to: \"06:00\" } }",
                                        "{ time: { from: \"18:00\", to: \"24:00\" } }",
                                        "{ not: { sender: 'mailto:*@test.example' } }",
                                        "{ any: [ { text: a }, { all: [ { tag: b }, { not: { text: c } } ] } ] }")
                                .stream()
                                .map(RuleSamples::when),
                        List.of(
                                        "{ send: chatbot/ops }",
                                        "{ send: sms/oncall, to: 'tel:+49170', format: '{sender}: {body}' }",
                                        "{ send: a/b, format: '{{ {senderAddress} {subject} {channel} {tags} {time} }}' }",
                                        "{ tag: incident }",
                                        "{ tag: [ incident, booking/7 ] }",
                                        "{ priority: low }",
                                        "{ assign: group/oncall }",
                                        "{ assign: [ user/ana, 'mailto:bob@x.org' ] }",
                                        "{ actionable: true }",
                                        "{ actionable: false }",
                                        "{ reply: 'Thank you, {sender}.' }",
                                        "{ story: '{subject}' }",
                                        "{ stop: true }")
                                .stream()
                                .map(RuleSamples::then))
                .flatMap(samples -> samples);
    }

    static Stream<String> bad() {
        return Stream.of(
                        List.of(
                                "[]",
                                "rules: {}",
                                "rules: text",
                                "rules: null",
                                "{}",
                                "{ rules: [], version: 1 }",
                                rule("7"),
                                rule("{ when: {}, then: [ { tag: x } ] }"),
                                rule("{ name: '', when: {}, then: [ { tag: x } ] }"),
                                rule("{ name: '  ', when: {}, then: [ { tag: x } ] }"),
                                rule("{ name: 7, when: {}, then: [ { tag: x } ] }"),
                                rule("{ name: " + "n".repeat(201) + ", when: {}, then: [ { tag: x } ] }"),
                                rule("{ name: a, then: [ { tag: x } ] }"),
                                rule("{ name: a, when: {} }"),
                                rule("{ name: a, when: {}, then: [] }"),
                                rule("{ name: a, when: {}, then: { tag: x } }"),
                                rule("{ name: a, when: null, then: [ { tag: x } ] }"),
                                rule("{ name: a, when: [], then: [ { tag: x } ] }"),
                                rule("{ name: a, when: {}, then: [ { tag: x } ], enabled: 'yes' }"),
                                rule("{ name: a, when: {}, then: [ { tag: x } ], on: true }"),
                                rule("{ name: a, when: {}, then: [ " + "{ tag: x },".repeat(21) + " ] }"))
                                .stream(),
                        List.of(
                                        "{ chanel: sms/main }",
                                        "{ channel: sms }",
                                        "{ channel: SMS/main }",
                                        "{ channel: 'sms/main/x' }",
                                        "{ channel: [] }",
                                        "{ channel: [ sms/main, 7 ] }",
                                        "{ channel: { is: sms/main } }",
                                        "{ sender: ana@x.org }",
                                        "{ text: 911 }",
                                        "{ text: true }",
                                        "{ text: null }",
                                        "{ text: '' }",
                                        "{ text: '*' }",
                                        "{ text: 'a*b' }",
                                        "{ text: " + "t".repeat(201) + " }",
                                        "{ subject: [] }",
                                        "{ matches: '' }",
                                        "{ tag: Incident }",
                                        "{ tag: booking/ }",
                                        "{ priority: higher }",
                                        "{ priority: [ high ] }",
                                        "{ verified: 'true' }",
                                        "{ hasAttachment: 1 }",
                                        "{ time: {} }",
                                        "{ time: { zone: UTC } }",
                                        "{ time: { from: \"08:00\" } }",
                                        "{ time: { days: mon, to: \"08:00\" } }",
                                        "{ time: { days: monday } }",
                                        "{ time: { days: [] } }",
                                        "{ time: { from: \"8:00\", to: \"18:00\" } }",
                                        "{ time: { from: \"24:00\", to: \"18:00\" } }",
                                        "{ time: { from: \"08:60\", to: \"18:00\" } }",
                                        "{ time: { days: mon, until: x } }",
                                        "{ not: {} }",
                                        "{ not: [ { text: a } ] }",
                                        "{ any: [] }",
                                        "{ any: { text: a } }",
                                        "{ any: [ {} ] }",
                                        "{ all: [ { what: a } ] }")
                                .stream()
                                .map(RuleSamples::when),
                        List.of(
                                        "{}",
                                        "text",
                                        "{ sendd: a/b }",
                                        "{ send: a }",
                                        "{ send: [ a/b ] }",
                                        "{ send: a/* }",
                                        "{ send: A/b }",
                                        "{ send: a/b, to: tel }",
                                        "{ send: a/b, format: '{bodi}' }",
                                        "{ send: a/b, format: '{body' }",
                                        "{ send: a/b, format: 'body}' }",
                                        "{ send: a/b, format: '' }",
                                        "{ send: a/b, tag: x }",
                                        "{ to: 'tel:1' }",
                                        "{ tag: x, to: 'tel:1' }",
                                        "{ tag: [] }",
                                        "{ tag: 'a b' }",
                                        "{ tag: x, priority: high }",
                                        "{ priority: 1 }",
                                        "{ assign: ana }",
                                        "{ assign: team/a }",
                                        "{ actionable: maybe }",
                                        "{ reply: '' }",
                                        "{ reply: '{}' }",
                                        "{ story: 7 }",
                                        "{ stop: false }",
                                        "{ stop: 'true' }",
                                        "{ webhook: 'https://x.org' }")
                                .stream()
                                .map(RuleSamples::then))
                .flatMap(samples -> samples);
    }

    static Stream<String> badBeyondSchema() {
        return Stream.of(
                "<<: { rules: [] }",
                when("{ matches: '(' }"),
                when("{ matches: '(?=x)' }"),
                when("{ matches: '\\1' }"),
                when("{ matches: '((a{100}){100}){100}' }"),
                when("{ matches: '(x{500}){500}' }"),
                when("{ time: { days: mon, zone: Europe/Berlni } }"),
                when("{ time: { from: \"08:00\", to: \"08:00\" } }"),
                then("{ send: a/b, to: 'tel:%' }"));
    }
}
