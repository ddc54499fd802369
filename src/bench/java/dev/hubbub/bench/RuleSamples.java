package dev.hubbub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * So many rules as an organisation of that size may have, and messages for them. Half of the rules are about one channel and
 * a word, a quarter about a sender and a word, a quarter about a word alone; few match any one message.
 */
final class RuleSamples {
    private static final int CHANNELS = 100;

    private final int count;

    RuleSamples(int count) {
        this.count = count;
    }

    /** A message of them. */
    record Sample(String channel, String sender, String text) {}

    private static String word(int rule) {
        return "w" + Integer.toString(rule * 7919 + 100_003, 36) + "x";
    }

    private static String channel(int rule) {
        return "shoutbox/c" + rule % CHANNELS;
    }

    private static String sender(int rule) {
        return "mailto:s" + rule + "@example.org";
    }

    /** A file of rules, the same for the hub. */
    String yaml() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < count; i++) {
            String when = switch (i % 4) {
                case 0, 1 -> "channel: " + channel(i) + ", text: " + word(i);
                case 2 -> "sender: \"" + sender(i) + "\", text: " + word(i);
                default -> "text: " + word(i);
            };
            yaml.append(String.format(
                    Locale.ROOT, "  - { name: r%d, when: { %s }, then: [ { tag: t%d } ] }%n", i, when, i % 50));
        }
        return yaml.toString();
    }

    /** The same as Camel's own predicates; the body is the text, and the cheaper test is first. */
    List<String> simple() {
        List<String> predicates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            predicates.add(
                    switch (i % 4) {
                        case 0, 1 -> "${header.channel} == '" + channel(i) + "' && ${body} ~~ '" + word(i) + "'";
                        case 2 -> "${header.sender} == '" + sender(i) + "' && ${body} ~~ '" + word(i) + "'";
                        default -> "${body} ~~ '" + word(i) + "'";
                    });
        }
        return predicates;
    }

    /** Messages of about 300 bytes; every fourth holds the word of one rule, and comes from where that rule looks. */
    List<Sample> messages(int howMany) {
        Random random = new Random(5);
        Texts texts = new Texts(5);
        List<Sample> messages = new ArrayList<>(howMany);
        for (int i = 0; i < howMany; i++) {
            int rule = random.nextInt(count);
            String text = texts.next(280);
            messages.add(new Sample(channel(rule), sender(rule), i % 4 == 0 ? text + " " + word(rule) : text));
        }
        return messages;
    }
}
