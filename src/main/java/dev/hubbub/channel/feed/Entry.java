package dev.hubbub.channel.feed;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something in a feed.
 *
 * @param id what its feed calls it: guid or id, else its link, else what it says
 * @param link where it is, or null
 * @param html what it says, as it came
 * @param published when, or null
 */
record Entry(
        String id,
        @Nullable URI link,
        String title,
        @Nullable String author,
        String html,
        @Nullable Instant published) {

    /** Its id in a form that is short and tells nothing. */
    String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Entry[" + hash() + "]";
    }
}
