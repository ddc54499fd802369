package dev.hubbub.channel.sip;

import dev.hubbub.config.Secret;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.Header;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Response;

/**
 * How the hub shows who it is where it is challenged.
 *
 * @param user empty: not at all
 */
record Login(String user, Secret password) {
    private static final String COUNT = "00000001";

    /** Whether an answer asks who is there. */
    static boolean isAsked(Response answer) {
        return answer.getStatusCode() == Response.UNAUTHORIZED
                || answer.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
    }

    /** Whether it says that what was shown is only too old. */
    static boolean isStale(Response answer) {
        Iterator<?> all = challenges(answer);
        return all.hasNext() && all.next() instanceof WWWAuthenticateHeader first && first.isStale();
    }

    private static Iterator<?> challenges(Response answer) {
        return answer.getHeaders(
                answer.getStatusCode() == Response.UNAUTHORIZED
                        ? WWWAuthenticateHeader.NAME
                        : ProxyAuthenticateHeader.NAME);
    }

    /** What answers a challenge; empty if there is nothing to show, or none that the hub knows. */
    Optional<Header> answer(Response challenged, String method, String uri) {
        Optional<Header> best = Optional.empty();
        int rank = Integer.MAX_VALUE;
        for (Iterator<?> all = challenges(challenged); all.hasNext() && !user.isEmpty(); ) {
            if (all.next() instanceof WWWAuthenticateHeader challenge) {
                Optional<Digest> digest = Digest.of(text(challenge.getAlgorithm()));
                int strength = digest.map(one -> one == Digest.SHA_256 ? 0 : 1).orElse(Integer.MAX_VALUE);
                if (digest.isPresent() && strength < rank) {
                    rank = strength;
                    best = Optional.of(header(challenge, digest.get(), method, uri));
                }
            }
        }
        return best;
    }

    private Header header(WWWAuthenticateHeader challenge, Digest digest, String method, String uri) {
        String realm = text(challenge.getRealm());
        String nonce = text(challenge.getNonce());
        String own = SipAsked.random();
        boolean counts = !text(challenge.getQop()).isEmpty();
        String counted = counts ? COUNT + ":" + own + ":auth" : "";
        String response = digest.response(user, realm, password.reveal(), nonce, counted, method, uri);
        StringBuilder value = new StringBuilder("Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\""
                + nonce + "\", uri=\"" + uri + "\", response=\"" + response + "\", algorithm=" + digest.word());
        if (counts) {
            value.append(", cnonce=\"" + own + "\", qop=auth, nc=" + COUNT);
        }
        if (!text(challenge.getOpaque()).isEmpty()) {
            value.append(", opaque=\"" + challenge.getOpaque() + "\"");
        }
        boolean proxy = challenge instanceof ProxyAuthenticateHeader;
        return SipParts.header(proxy ? ProxyAuthorizationHeader.NAME : AuthorizationHeader.NAME, value.toString());
    }

    /** The library has null where there is nothing. */
    private static String text(String value) {
        return value == null ? "" : value;
    }
}
