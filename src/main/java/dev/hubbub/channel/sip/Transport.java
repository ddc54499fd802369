package dev.hubbub.channel.sip;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a request travels to its next hop. */
enum Transport {
    /** By UDP; by TCP where it is too long for that. */
    UDP,
    TCP,
    TLS;

    static Optional<Transport> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** As it stands in a URI. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
