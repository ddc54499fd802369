package dev.hubbub.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where somebody can be reached, as a URI: {@code mailto:ana@x.org}, {@code tel:+4917012345}, {@code xmpp:ana@x.org},
 * {@code acct:ana@hub} (a user of the hub, RFC 7565), {@code x:handle}. As a sender it is a claim until verified.
 *
 * @param uri the URI's text, scheme in lower case, at most 512 characters
 */
public record Address(String uri) {
    private static final String OF_HUB = "@hub";

    /** The bot itself. */
    public static final Address BOT = new Address("acct:bot@hub");

    public Address {
        if (uri.length() > 512) {
            throw new IllegalArgumentException("an address has at most 512 characters");
        }
        int colon = uri.indexOf(':');
        if (colon < 1 || colon == uri.length() - 1) {
            throw new IllegalArgumentException("'" + uri + "' is no address: write scheme:rest, as mailto:ana@x.org");
        }
        if (!isPlain(uri, colon)) {
            refuseHalves(uri);
            try {
                new URI(uri);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("'" + uri + "' is no address: " + e.getReason(), e);
            }
            uri = uri.substring(0, colon).toLowerCase(Locale.ROOT) + uri.substring(colon);
        }
    }

    /** Whether it needs no closer look: a scheme of small letters, then what no rule of RFC 3986 is about. */
    private static boolean isPlain(String uri, int colon) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean other = i > colon && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._@".indexOf(c) >= 0);
            if (!letter && !other && i != colon) {
                return false;
            }
        }
        return true;
    }

    /** An address from a scheme and text of any characters; what a URI does not allow is percent-encoded. */
    public static Address of(String scheme, String rest) {
        if (!rest.isEmpty() && isPlain(scheme + ":" + rest, scheme.length())) {
            return new Address(scheme + ":" + rest);
        }
        refuseHalves(rest);
        try {
            return new Address(new URI(scheme, rest, null).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + scheme + ":" + rest + "' is no address: " + e.getReason(), e);
        }
    }

    /** Half of a surrogate pair is no character; URIs break over it, and no database keeps it. */
    private static void refuseHalves(String text) {
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException("an address is made of whole characters");
        }
    }

    /** The address of a user of this hub. */
    public static Address ofUser(String name) {
        return of("acct", name + OF_HUB);
    }

    public String scheme() {
        return uri.substring(0, uri.indexOf(':'));
    }

    /** What follows the scheme, percent-decoded. */
    public String rest() {
        String encoded = URI.create(uri).getRawSchemeSpecificPart();
        // URI's own decoding leaves what is in square brackets as it is, and nicks may have them
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** As people know it: {@code ana} for a user of this hub, otherwise what follows the scheme. */
    public String shown() {
        String rest = rest();
        boolean isUser = scheme().equals("acct") && rest.endsWith(OF_HUB);
        return isUser ? rest.substring(0, rest.length() - OF_HUB.length()) : rest;
    }

    @Override
    public String toString() {
        return uri;
    }
}
