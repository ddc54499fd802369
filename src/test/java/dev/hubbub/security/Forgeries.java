package dev.hubbub.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens that must never be believed. Each differs in one thing from one that is: whoever holds the issuer's key has
 * signed most of them, so that nothing but the one thing can be the reason for refusing it.
 */
public final class Forgeries {
    private final ECKey key;
    private final long now;
    private final String header;
    private final String payload;
    private final Map<String, String> all = new LinkedHashMap<>();

    /**
     * Forgeries of the tokens of one issuer.
     *
     * @param key the issuer's own, private half included
     * @param client whose tokens are forged
     */
    public Forgeries(ECKey key, String issuer, String client, Instant now) {
        this.key = key;
        this.now = now.getEpochSecond();
        this.header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + key.getKeyID() + "\"}";
        this.payload =
                "{\"iss\":\"" + issuer + "\",\"aud\":\"hubbub\",\"sub\":\"client:" + client + "\",\"client_id\":\""
                        + client + "\",\"jti\":\"1\",\"iat\":" + (this.now - 10) + ",\"exp\":" + (this.now + 600) + "}";
    }

    /** The token that they all differ from, which is a good one. */
    public String honest() {
        return Forge.signed(key, header, payload);
    }

    /** What is wrong with each, and the token. */
    public Map<String, String> all() {
        all.clear();
        shapes();
        algorithms();
        keys();
        headers();
        claims();
        times();
        return Collections.unmodifiableMap(all);
    }

    private void shapes() {
        String honest = honest();
        String[] parts = honest.split("\\.", -1);
        all.put("nothing", "");
        all.put("one part", "abc");
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("four parts", honest + "." + parts[2]);
        all.put("five parts (JWE)", "a.b.c.d.e");
        all.put("no base64", "?.?.?");
        all.put("signature cut short", honest.substring(0, honest.length() - 4));
        all.put("signature of zeros", parts[0] + "." + parts[1] + "." + "A".repeat(86));
        all.put(
                "signature of another token",
                parts[0] + "." + parts[1] + "."
                        + Forge.signed(key, header, changed(payload, "\"jti\":\"1\"", "\"jti\":\"2\""))
                                .split("\\.", -1)[2]);
        all.put(
                "a wholly other payload under its signature",
                parts[0] + "." + base64(changed(payload, "\"jti\":\"1\"", "\"jti\":\"2\"")) + "." + parts[2]);
        all.put("too long", payload("{", "{\"x\":\"" + "x".repeat(9000) + "\","));
        all.put("payload that is a list", Forge.signed(key, header, "[" + payload + "]"));
        all.put("payload that is null", Forge.signed(key, header, "null"));
        all.put("something behind the payload", Forge.signed(key, header, payload + " {}"));
        all.put("payload nested without end", payload("{", "{\"x\":" + "[".repeat(900) + "]".repeat(900) + ","));
    }

    private void algorithms() {
        byte[] publicKey = publicKey();
        String hs256 = changed(header, "ES256", "HS256");
        all.put("alg none", Forge.unsigned(changed(header, "ES256", "none"), payload));
        all.put("alg None", Forge.unsigned(changed(header, "ES256", "None"), payload));
        all.put("alg NONE, signed", header("ES256", "NONE"));
        all.put("no alg", header("\"alg\":\"ES256\",", ""));
        all.put("no signature", Forge.unsigned(header, payload));
        all.put("HMAC with the public key", Forge.hmac(publicKey, hs256, payload));
        all.put("HMAC with the public key's PEM", Forge.hmac(pem(publicKey), hs256, payload));
        all.put(
                "HMAC with the public key as JWK",
                Forge.hmac(bytes(key.toPublicJWK().toString()), hs256, payload));
        all.put("HMAC with the key's id", Forge.hmac(bytes(key.getKeyID()), hs256, payload));
        all.put("HMAC with one zero byte", Forge.hmac(new byte[1], hs256, payload));
        all.put("HMAC under ES256", Forge.hmac(publicKey, header, payload));
        all.put("another algorithm", header("ES256", "ES384"));
        all.put("another curve of the same length", header("ES256", "ES256K"));
        all.put("RSA under the key's id", Forge.signed(rsa(), changed(header, "ES256", "RS256"), payload));
        all.put("HMAC with an RSA key", Forge.hmac(publicKey(rsa()), hs256, payload));
        all.put("alg twice", header("{", "{\"alg\":\"none\","));
    }

    private void keys() {
        ECKey stranger = Forge.key(key.getKeyID());
        String kid = "\"kid\":\"" + key.getKeyID() + "\"";
        all.put("a stranger's key of the same id", Forge.signed(stranger, header, payload));
        all.put("an unknown key", header(kid, "\"kid\":\"another\""));
        all.put("no key id", header("," + kid, ""));
        all.put("a key id that is no text", header(kid, "\"kid\":1"));
        all.put("a key id twice", header("{", "{\"kid\":\"another\","));
        all.put(
                "a key id that is a file",
                Forge.hmac(
                        new byte[1],
                        changed(changed(header, "ES256", "HS256"), kid, "\"kid\":\"../../../../dev/null\""),
                        payload));
        all.put("a key id that is a query", header(kid, "\"kid\":\"' union select 'AA' -- \""));
        all.put("a key id that is an address", header(kid, "\"kid\":\"https://evil.example/key\""));
        all.put("a key id with a NUL behind", header(kid, kid.substring(0, kid.length() - 1) + "\\u0000\""));
        all.put("jku", header("{", "{\"jku\":\"https://evil.example/keys\","));
        all.put("x5u", header("{", "{\"x5u\":\"https://evil.example/cert\","));
        all.put(
                "jwk",
                Forge.signed(stranger, changed(header, "{", "{\"jwk\":" + stranger.toPublicJWK() + ","), payload));
        all.put("x5c", header("{", "{\"x5c\":[\"MIIB\"],"));
    }

    private void headers() {
        all.put("typ JWT (an ID token)", header("at+jwt", "JWT"));
        all.put("typ of a log-out token", header("at+jwt", "logout+jwt"));
        all.put("typ that is a list", header("\"at+jwt\"", "[\"at+jwt\"]"));
        all.put("no typ", header("\"typ\":\"at+jwt\",", ""));
        all.put("crit", header("{", "{\"crit\":[\"exp\"],\"exp\":1,"));
        all.put("b64", header("{", "{\"b64\":false,"));
        all.put("zip", header("{", "{\"zip\":\"DEF\","));
        all.put("cty", header("{", "{\"cty\":\"JWT\","));
        all.put("a header nobody knows", header("{", "{\"x\":1,"));
        all.put("header that is a list", Forge.signed(key, "[" + header + "]", payload));
    }

    private void claims() {
        String issuer = payload.substring(0, payload.indexOf("\",\"aud"));
        all.put("another issuer", payload(issuer, "{\"iss\":\"https://evil.example"));
        all.put("issuer with a slash more", payload(issuer, issuer + "/"));
        all.put("issuer in capitals", payload("{\"iss\":\"http", "{\"iss\":\"HTTP"));
        all.put("no issuer", payload(issuer + "\",", "{"));
        all.put("another audience", payload("\"hubbub\"", "\"other\""));
        all.put("audience of an ID token: the client", payload("\"aud\":\"hubbub\"", "\"aud\":\"client\""));
        all.put("audience that begins alike", payload("\"hubbub\"", "\"hubbub.evil.example\""));
        all.put("no audience", payload("\"aud\":\"hubbub\",", ""));
        all.put("audience of numbers", payload("\"hubbub\"", "[1]"));
        all.put("no subject", Forge.signed(key, header, payload.replaceFirst("\"sub\":\"[^\"]*\",", "")));
        all.put(
                "subject that is no text",
                Forge.signed(key, header, payload.replaceFirst("\"sub\":\"[^\"]*\"", "\"sub\":[\"x\"]")));
        all.put("no client", Forge.signed(key, header, payload.replaceFirst("\"client_id\":\"[^\"]*\",", "")));
        all.put("no id", payload("\"jti\":\"1\",", ""));
        all.put("a claim twice", payload("{", "{\"sub\":\"user:root\","));
        all.put("an issuer twice", payload("\"aud\"", "\"iss\":\"https://evil.example\",\"aud\""));
        all.put("an expiry twice", payload("\"jti\"", "\"exp\":" + (now + 99_999) + ",\"jti\""));
    }

    private void times() {
        String ends = "\"exp\":" + (now + 600);
        String made = "\"iat\":" + (now - 10);
        all.put("expired", payload(ends, "\"exp\":" + (now - 60)));
        all.put("no exp", payload("," + ends, ""));
        all.put("exp as text", payload(ends, "\"exp\":\"" + (now + 600) + "\""));
        all.put("exp beyond all time", payload(ends, "\"exp\":1e300"));
        all.put("exp below zero", payload(ends, "\"exp\":-1"));
        all.put("issued in the future", payload(made, "\"iat\":" + (now + 120)));
        all.put("no iat", payload(made + ",", ""));
        all.put("not valid yet", payload("{", "{\"nbf\":" + (now + 120) + ","));
        all.put("nbf that is no time", payload("{", "{\"nbf\":\"yesterday\","));
    }

    private String header(String from, String to) {
        return Forge.signed(key, changed(header, from, to), payload);
    }

    private String payload(String from, String to) {
        return Forge.signed(key, header, changed(payload, from, to));
    }

    /** The first place changed; that there is one is part of the bargain. */
    private static String changed(String text, String from, String to) {
        int at = text.indexOf(from);
        if (at < 0) {
            throw new IllegalArgumentException("'" + from + "' is not in " + text);
        }
        return text.substring(0, at) + to + text.substring(at + from.length());
    }

    private byte[] publicKey() {
        try {
            return key.toECPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] publicKey(RSAKey rsa) {
        try {
            return rsa.toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(key.getKeyID())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(byte[] publicKey) {
        return bytes("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }
}
