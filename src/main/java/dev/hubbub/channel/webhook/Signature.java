package dev.hubbub.channel.webhook;

import dev.hubbub.config.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signatures as Standard Webhooks has them: {@code v1,} and the Base64 of HMAC-SHA256 over {@code id.timestamp.body}. While a
 * secret is changed there are several: each call is signed with all, and one that fits is enough.
 */
public final class Signature {
    /** How secrets begin; what follows is Base64. */
    public static final String PREFIX = "whsec_";

    private static final String VERSION = "v1,";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int MOST_SIGNATURES = 20;

    private final List<byte[]> keys;

    private Signature(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads secrets, with spaces or commas between them.
     *
     * @throws IllegalArgumentException if one is none; the message does not show it
     */
    public static Signature of(Secret secrets) {
        List<byte[]> keys = new ArrayList<>();
        for (String secret : secrets.reveal().split("[,\\s]+", -1)) {
            if (!secret.isEmpty()) {
                keys.add(key(secret));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no secret");
        }
        return new Signature(keys);
    }

    private static byte[] key(String secret) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            if (secret.startsWith(PREFIX) && key.length >= LEAST_BYTES && key.length <= MOST_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(form(), e);
        }
        throw new IllegalArgumentException(form());
    }

    private static String form() {
        return "a secret is " + PREFIX + " and the Base64 of " + LEAST_BYTES + " to " + MOST_BYTES + " random bytes";
    }

    /** The header {@code webhook-signature}: one signature for each secret. */
    public String sign(String id, long timestamp, byte[] body) {
        return keys.stream()
                .map(key -> VERSION + Base64.getEncoder().encodeToString(mac(key, content(id, timestamp, body))))
                .collect(Collectors.joining(" "));
    }

    /**
     * Why a call is not genuine; null if it is.
     *
     * @param tolerance how far the sender's clock may differ
     */
    public @Nullable String refusal(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signatures,
            byte[] body,
            Instant now,
            Duration tolerance) {
        if (id == null || id.isEmpty() || timestamp == null || signatures == null) {
            return "webhook-id, webhook-timestamp or webhook-signature is missing";
        }
        if (!timestamp.matches("[0-9]{1,12}")) {
            return "webhook-timestamp is no number of seconds";
        }
        long at = Long.parseLong(timestamp);
        if (Math.abs(now.getEpochSecond() - at) > tolerance.toSeconds()) {
            return "webhook-timestamp is too far from the time it is here";
        }
        byte[] content = content(id, at, body);
        List<byte[]> given = Arrays.stream(signatures.split(" ", -1))
                .filter(one -> one.startsWith(VERSION))
                .limit(MOST_SIGNATURES)
                .map(one -> one.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8))
                .toList();
        boolean fits = keys.stream()
                .map(key -> Base64.getEncoder().encode(mac(key, content)))
                .anyMatch(right -> given.stream().anyMatch(one -> MessageDigest.isEqual(one, right)));
        return fits ? null : "webhook-signature is wrong";
    }

    private static byte[] content(String id, long timestamp, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }

    /** HMAC-SHA256. */
    static byte[] mac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }
}
