package dev.hubbub.channel.sip;

import dev.hubbub.config.AddressRange;
import dev.hubbub.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.Header;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Who may send to the hub: trusted addresses, and whoever knows the password. What was shown once is not good a second time, so
 * that nobody who has seen it can send under it.
 */
final class SipGate {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int NONCES = 10_000;

    private final List<AddressRange> trusted;
    private final String realm;
    private final List<Digest> digests;
    private final String user;
    private final Secret password;
    private final Clock clock;

    /** When each challenge that is out was made, and the highest count that it was answered with. */
    private final Map<String, Given> given = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Given> eldest) {
            return size() > NONCES;
        }
    };

    private record Given(Instant at, int count) {}

    private enum Shown {
        RIGHT,
        OLD,
        WRONG
    }

    /** @param visitor who may log in; without a password nobody may */
    SipGate(List<AddressRange> trusted, String realm, Login visitor, List<Digest> digests, Clock clock) {
        this.trusted = List.copyOf(trusted);
        this.realm = realm;
        this.user = visitor.user();
        this.password = visitor.password();
        this.digests = List.copyOf(digests);
        this.clock = clock;
    }

    /** Whether a request may come in; one that may not has been answered. */
    boolean admits(SipAsked asked) {
        if (trusted.stream().anyMatch(range -> range.holds(asked.from()))) {
            return true;
        }
        if (password.isEmpty()) {
            asked.answer(Response.FORBIDDEN);
            return false;
        }
        Shown shown = shown(asked.request());
        if (shown != Shown.RIGHT) {
            asked.answer(
                    Response.UNAUTHORIZED,
                    digests.stream()
                            .map(digest -> SipParts.header(WWWAuthenticateHeader.NAME, challenge(digest, shown)))
                            .toArray(Header[]::new));
        }
        return shown == Shown.RIGHT;
    }

    private String challenge(Digest digest, Shown shown) {
        String nonce = SipAsked.random();
        synchronized (given) {
            given.put(nonce, new Given(clock.instant(), 0));
        }
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm=" + digest.word() + ", qop=\"auth\""
                + (shown == Shown.OLD ? ", stale=true" : "");
    }

    private Shown shown(Request request) {
        if (!(request.getHeader(AuthorizationHeader.NAME) instanceof AuthorizationHeader header)
                || !user.equals(header.getUsername())
                || !realm.equals(header.getRealm())
                || !"auth".equals(header.getQop())
                || header.getURI() == null) {
            return Shown.WRONG;
        }
        String uri = header.getURI().toString();
        String counted = "%08x:%s:auth".formatted(header.getNonceCount(), header.getCNonce());
        String right = Digest.of(header.getAlgorithm() == null ? "" : header.getAlgorithm())
                .filter(digests::contains)
                .map(digest -> digest.response(
                        user, realm, password.reveal(), header.getNonce(), counted, request.getMethod(), uri))
                .orElse("");
        boolean same = !right.isEmpty()
                && header.getResponse() != null
                && MessageDigest.isEqual(bytes(right), bytes(header.getResponse()));
        if (!same) {
            return Shown.WRONG;
        }
        return isFresh(header.getNonce(), header.getNonceCount()) ? Shown.RIGHT : Shown.OLD;
    }

    private boolean isFresh(String nonce, int count) {
        synchronized (given) {
            Given known = given.get(nonce);
            boolean fresh = known != null
                    && count > known.count()
                    && known.at().plus(LIFE).isAfter(clock.instant());
            if (known != null && fresh) {
                given.put(nonce, new Given(known.at(), count));
            }
            return fresh;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
