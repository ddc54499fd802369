package dev.hubbub.channel.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The arithmetic of digest authentication: RFC 7616, for SIP RFC 8760. The strongest first. */
enum Digest {
    SHA_256("SHA-256"),
    MD5("MD5");

    private final String word;

    Digest(String word) {
        this.word = word;
    }

    /** As it is written in SIP, and in Java. */
    String word() {
        return word;
    }

    /** The one that is meant; without a name it is MD5. */
    static Optional<Digest> of(String name) {
        return name.isEmpty()
                ? Optional.of(MD5)
                : Arrays.stream(values())
                        .filter(one -> one.word.equalsIgnoreCase(name))
                        .findFirst();
    }

    /**
     * What is asked for with a challenge.
     *
     * @param counted {@code nc:cnonce:qop}, or empty where the challenge knows no quality of protection
     */
    String response(
            String user, String realm, String password, String nonce, String counted, String method, String uri) {
        String who = hash(user + ":" + realm + ":" + password);
        String what = hash(method + ":" + uri);
        return hash(who + ":" + nonce + ":" + (counted.isEmpty() ? "" : counted + ":") + what);
    }

    private String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(word).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
