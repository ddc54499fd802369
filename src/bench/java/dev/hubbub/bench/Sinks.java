package dev.hubbub.bench;

import java.util.Map;

/** The files of a hub with channels that end in-process, and ten rules, of which two send on what is shouted. */
final class Sinks {
    static final String PATH = "/api/v1/channels/shoutbox/team/messages";

    private static final String ROUTES = """
            - route: { from: { uri: "hub:shoutbox/team", steps: [ { to: "log:shoutbox?level=TRACE" } ] } }
            - route: { from: { uri: "hub:sink/1", parameters: { deduplicates: true }, steps: [ { to: "log:sink?level=TRACE" } ] } }
            - route: { from: { uri: "hub:sink/2", parameters: { deduplicates: true }, steps: [ { to: "log:sink?level=TRACE" } ] } }
            """;
    static final String RULES = """
            rules:
              - { name: to one, when: { channel: shoutbox/team }, then: [ { send: sink/1 } ] }
              - { name: to two, when: { channel: shoutbox/team }, then: [ { send: sink/2, format: "{sender}: {body}" } ] }
              - { name: urgent, when: { channel: shoutbox/*, text: [ urgent, emergency ] }, then: [ { tag: incident } ] }
              - { name: sms, when: { channel: sms/*, text: help }, then: [ { send: sink/1 } ] }
              - { name: mail, when: { channel: email/* }, then: [ { send: sink/2 } ] }
              - { name: invoices, when: { text: [ invoice, receipt ] }, then: [ { tag: billing } ] }
              - { name: one sender, when: { sender: "mailto:*@example.org" }, then: [ { tag: partner } ] }
              - { name: chat, when: { channel: chatbot/ops }, then: [ { send: shoutbox/team } ] }
              - { name: printers, when: { text: printer, not: { channel: job/* } }, then: [ { tag: it } ] }
              - { name: weekend, when: { channel: webhook/*, text: weekend }, then: [ { send: sink/1 } ] }
            """;
    /** The beginning of a file of rules: what is shouted goes to both sinks. */
    static final String SEND_TWICE = """
            rules:
              - { name: to one, when: { channel: shoutbox/team }, then: [ { send: sink/1 } ] }
              - { name: to two, when: { channel: shoutbox/team }, then: [ { send: sink/2, format: "{sender}: {body}" } ] }
            """;

    private static final String CHANNELS = """
            channels:
              - { channel: shoutbox/team, title: Team, read: [ member ], write: [ member ] }
              - { channel: shoutbox/sse, read: [ member ], write: [ member ] }
            """;

    private Sinks() {}

    static Map<String, String> files() {
        return Map.of(
                "routes/sinks.camel.yaml", ROUTES,
                "config/rules/ten.yaml", RULES,
                "config/channels/team.yaml", CHANNELS);
    }
}
