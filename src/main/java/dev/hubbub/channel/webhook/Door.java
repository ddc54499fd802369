package dev.hubbub.channel.webhook;

import dev.hubbub.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whether a call is genuine, and by what it can be told from its repeat. */
interface Door {
    /** Characters that a secret has at least. */
    int LEAST = 16;

    /** Why a call is not let in; null if it is. */
    @Nullable
    String refusal(Map<String, String> headers, byte[] body, Instant now);

    /** What names this call: the same for a repeat of it. Empty if nothing does that the sender has signed. */
    Optional<String> id(Map<String, String> headers, byte[] body);

    /**
     * The door that a configuration asks for.
     *
     * @param kind {@code standard}, {@code github} or {@code url}
     * @throws IllegalArgumentException if the secret does not do, or there is no such kind
     */
    static Door of(String kind, Secret secret, Duration tolerance) {
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "standard" -> new Standard(Signature.of(secret), tolerance);
            case "github" -> new GitHub(bytes(secret));
            case "url" -> new Url(bytes(secret));
            default -> throw new IllegalArgumentException("there are standard, github and url");
        };
    }

    private static byte[] bytes(Secret secret) {
        String text = secret.reveal().strip();
        if (text.length() < LEAST) {
            throw new IllegalArgumentException("a secret has at least " + LEAST + " characters");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Standard Webhooks. */
    final class Standard implements Door {
        private final Signature signature;
        private final Duration tolerance;

        Standard(Signature signature, Duration tolerance) {
            this.signature = signature;
            this.tolerance = tolerance;
        }

        @Override
        public @Nullable String refusal(Map<String, String> headers, byte[] body, Instant now) {
            return signature.refusal(
                    headers.get("webhook-id"),
                    headers.get("webhook-timestamp"),
                    headers.get("webhook-signature"),
                    body,
                    now,
                    tolerance);
        }

        @Override
        public Optional<String> id(Map<String, String> headers, byte[] body) {
            return Optional.ofNullable(headers.get("webhook-id"));
        }
    }

    /** As GitHub signs: the body alone, so that only the body can tell a repeat; X-GitHub-Delivery is not signed. */
    final class GitHub implements Door {
        private static final String BEGINNING = "sha256=";

        private final byte[] secret;

        GitHub(byte[] secret) {
            this.secret = Arrays.copyOf(secret, secret.length);
        }

        @Override
        public @Nullable String refusal(Map<String, String> headers, byte[] body, Instant now) {
            String given = headers.getOrDefault("X-Hub-Signature-256", "");
            String right = BEGINNING + HexFormat.of().formatHex(Signature.mac(secret, body));
            return same(given, right.getBytes(StandardCharsets.UTF_8)) ? null : "X-Hub-Signature-256 is wrong";
        }

        @Override
        public Optional<String> id(Map<String, String> headers, byte[] body) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
                return Optional.of("sha256:" + HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no SHA-256", e);
            }
        }
    }

    /** A secret in the URL, {@code ?secret=…}, or as a bearer token; nothing is signed. */
    final class Url implements Door {
        private static final String BEARER = "Bearer ";

        private final byte[] secret;

        Url(byte[] secret) {
            this.secret = Arrays.copyOf(secret, secret.length);
        }

        @Override
        public @Nullable String refusal(Map<String, String> headers, byte[] body, Instant now) {
            String authorization = headers.getOrDefault("Authorization", "");
            String given = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? authorization.substring(BEARER.length()).strip()
                    : headers.getOrDefault("secret", "");
            return same(given, secret) ? null : "the secret is wrong";
        }

        @Override
        public Optional<String> id(Map<String, String> headers, byte[] body) {
            return Optional.empty();
        }
    }

    /** Compares in a time that does not tell where they differ. */
    private static boolean same(String given, byte[] right) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right);
    }
}
