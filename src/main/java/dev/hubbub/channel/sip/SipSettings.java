package dev.hubbub.channel.sip;

import dev.hubbub.config.AddressRange;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the hub speaks SIP.
 *
 * @param server where everything goes that the hub sends; its host is empty if there is none
 * @param certificate what it shows where it speaks TLS; not there where it does not
 * @param trust whom it believes besides those of the system
 * @param own the hub's own address
 * @param register how long a registration is asked for; none if it is zero
 * @param visitor who may log in here
 * @param digests how
 * @param recipients who gets what is sent to the channel as such
 * @param largest bytes of one message
 */
record SipSettings(
        SipAddress server,
        Transport transport,
        @Nullable Path certificate,
        @Nullable Path trust,
        SipAddress own,
        String host,
        int port,
        Login login,
        Duration register,
        List<AddressRange> trusted,
        Login visitor,
        List<Digest> digests,
        List<SipAddress> recipients,
        int largest) {
    private static final SipAddress NONE = new SipAddress("", "", -1);
    private static final int MOST_BYTES_OF_A_CHARACTER = 4;
    private static final int HEADERS = 16_384;

    static SipSettings of(Settings settings) {
        SipAddress server = settings.has(Key.SIP_SERVER)
                ? one(Key.SIP_SERVER, "sip:" + settings.text(Key.SIP_SERVER).strip(), SipSettings::address)
                : NONE;
        SipAddress own = settings.has(Key.SIP_ADDRESS)
                ? one(Key.SIP_ADDRESS, settings.text(Key.SIP_ADDRESS).strip(), SipSettings::address)
                : new SipAddress("hubbub", server.host(), -1);
        Transport transport = one(Key.SIP_TRANSPORT, settings.text(Key.SIP_TRANSPORT), SipSettings::transport);
        return new SipSettings(
                server,
                transport,
                transport == Transport.TLS ? certificate(settings) : null,
                settings.has(Key.SIP_TRUST) ? settings.path(Key.SIP_TRUST) : null,
                own,
                settings.text(Key.SIP_HOST),
                settings.integer(Key.SIP_PORT, 0, 65_535),
                new Login(settings.text(Key.SIP_USER), settings.secret(Key.SIP_PASSWORD)),
                settings.duration(Key.SIP_REGISTER),
                list(settings, Key.SIP_TRUSTED, AddressRange::parse),
                new Login(settings.text(Key.SIP_IN_USER), settings.secret(Key.SIP_IN_PASSWORD)),
                list(settings, Key.SIP_IN_DIGEST, SipSettings::digest),
                list(settings, Key.SIP_RECIPIENTS, text -> reachable(address(text), transport)),
                settings.integer(Key.INTAKE_MAX_TEXT) * MOST_BYTES_OF_A_CHARACTER + HEADERS);
    }

    boolean isConfigured() {
        return !server.host().isEmpty();
    }

    private static Digest digest(String name) {
        return Digest.of(name)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not known: SHA-256, MD5"));
    }

    private static Transport transport(String word) {
        return Transport.of(word)
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not known: udp, tcp, tls"));
    }

    /** Whoever speaks TLS is called as well, and has to show who it is. */
    private static Path certificate(Settings settings) {
        if (!settings.has(Key.SIP_CERTIFICATE)) {
            throw new SettingsException(
                    Key.SIP_CERTIFICATE.property() + " is needed where " + Key.SIP_TRANSPORT.property() + " is tls.");
        }
        return settings.path(Key.SIP_CERTIFICATE);
    }

    private static SipAddress reachable(SipAddress address, Transport transport) {
        if (!address.isReachedBy(transport)) {
            throw new IllegalArgumentException("'" + address.uri() + "' is reached by tls only");
        }
        return address;
    }

    private static SipAddress address(String text) {
        return SipAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no address as sip:ana@example.org"));
    }

    private static <T> List<T> list(Settings settings, Key key, Function<String, T> reader) {
        return settings.words(key).stream().map(text -> one(key, text, reader)).toList();
    }

    private static <T> T one(Key key, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(key.property() + ": " + e.getMessage() + ".");
        }
    }
}
