package dev.hubbub.channel.x;

import dev.hubbub.config.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests signed with HMAC-SHA1 (RFC 5849, 3.4); a body in JSON is no part of what is signed. */
public final class OAuth1 implements Login {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys keys;

    OAuth1(Keys keys) {
        this.keys = keys;
    }

    /** The application's key and the account's token, each with its secret. */
    public record Keys(String consumerKey, Secret consumerSecret, Secret token, Secret tokenSecret) {}

    @Override
    public String header(String method, URI uri) {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return header(method, uri, HexFormat.of().formatHex(nonce), System.currentTimeMillis() / 1000);
    }

    String header(String method, URI uri, String nonce, long seconds) {
        Map<String, String> shown = new TreeMap<>(Map.of(
                "oauth_consumer_key",
                keys.consumerKey(),
                "oauth_nonce",
                nonce,
                "oauth_signature_method",
                "HMAC-SHA1",
                "oauth_timestamp",
                Long.toString(seconds),
                "oauth_token",
                keys.token().reveal(),
                "oauth_version",
                "1.0"));
        shown.put("oauth_signature", signature(keys, method, uri, shown));
        return shown.entrySet().stream()
                .map(one -> encode(one.getKey()) + "=\"" + encode(one.getValue()) + '"')
                .collect(Collectors.joining(", ", "OAuth ", ""));
    }

    /**
     * The signature of a request.
     *
     * @param shown the parameters of its header, without the signature
     */
    public static String signature(Keys keys, String method, URI uri, Map<String, String> shown) {
        List<String> pairs = new ArrayList<>();
        shown.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        String query = uri.getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                pairs.add(encode(decode(parts[0])) + "=" + encode(parts.length > 1 ? decode(parts[1]) : ""));
            }
        }
        pairs.sort(null);
        String place = uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
        String base = method + "&" + encode(place) + "&" + encode(String.join("&", pairs));
        String key = encode(keys.consumerSecret().reveal()) + "&"
                + encode(keys.tokenSecret().reveal());
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA1", e);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Percent-encoding as of RFC 5849, 3.6. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
