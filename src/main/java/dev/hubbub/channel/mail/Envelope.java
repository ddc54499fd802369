package dev.hubbub.channel.mail;

import java.util.List;

/**
 * What is known of a mail from outside of it.
 *
 * @param from who is told if it fails, empty for nobody
 * @param to the hub's addresses that it came for
 */
record Envelope(String from, List<String> to) {
    Envelope {
        to = List.copyOf(to);
    }
}
