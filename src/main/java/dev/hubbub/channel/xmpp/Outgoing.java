package dev.hubbub.channel.xmpp;

/**
 * A message to be sent.
 *
 * @param id stable over attempts: the stanza's id and origin-id, by which a repeat is told
 * @param text what to say, ready to be shown
 * @param attempt 1 for the first
 * @param about what it says about an earlier message
 */
record Outgoing(String id, String text, int attempt, About about) {
    Outgoing {
        text = Stanzas.printable(text);
    }
}
