package dev.hubbub.channel.sip;

import dev.hubbub.message.Address;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;

/**
 * A SIP address without anything that could steer (RFC 3261, 19.1.1): no password, no parameters, no headers.
 *
 * @param user as it is written in a URI, percent-encoded; empty where there is none
 * @param host a name or an IP address
 * @param port -1 where none is given
 * @param secure whether it is to be reached over TLS alone (RFC 3261, 26.2.2)
 */
record SipAddress(String user, String host, int port, boolean secure) {
    private static final String PLAIN = "sip:";
    private static final String SECURE = "sips:";
    private static final Pattern FORM = Pattern.compile("(?i)sips?:(?:((?:[a-z0-9_.!~*'()&=+$,;?/-]|%[0-9a-f]{2})+)@)?"
            + "([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");

    SipAddress(String user, String host, int port) {
        this(user, host, port, false);
    }

    /** The address in a text, or empty if there is none, or one with more than is taken. */
    static Optional<SipAddress> parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(3) == null ? -1 : Integer.parseInt(parts.group(3));
        return port == 0 || port > 65_535
                ? Optional.empty()
                : Optional.of(new SipAddress(
                        parts.group(1) == null ? "" : parts.group(1),
                        parts.group(2).toLowerCase(Locale.ROOT),
                        port,
                        isSecure(text.strip())));
    }

    /** Who is meant by a URI of the library, whatever else stands in it. */
    static SipAddress of(SipURI uri) {
        return new SipAddress(
                uri.getUser() == null ? "" : uri.getUser(),
                uri.getHost().toLowerCase(Locale.ROOT),
                uri.getPort(),
                uri.isSecure());
    }

    private static boolean isSecure(String text) {
        return text.regionMatches(true, 0, SECURE, 0, SECURE.length());
    }

    boolean isReachedBy(Transport transport) {
        return !secure || transport == Transport.TLS;
    }

    /** As it stands in a request. */
    String uri() {
        return (secure ? SECURE : PLAIN) + rest();
    }

    private String rest() {
        return (user.isEmpty() ? "" : user + "@") + host + (port < 0 ? "" : ":" + port);
    }

    /** As the hub writes it: somebody is the same however reached. What a URI does not allow is encoded. */
    Address address() {
        try {
            return new Address(PLAIN + rest());
        } catch (IllegalArgumentException e) {
            return Address.of("sip", rest());
        }
    }
}
