package dev.hubbub.channel.x;

import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How X is reached.
 *
 * @param base without a slash at the end
 * @param auth {@code oauth1}, {@code oauth2}, {@code bearer}; empty: not at all
 * @param mostPosts how many posts one text is continued over
 */
record XSettings(
        URI base,
        String auth,
        OAuth1.Keys oauth1,
        OAuth2.Keys oauth2,
        String query,
        Duration poll,
        Duration timeout,
        int mostPosts) {
    static XSettings of(Settings settings) {
        return new XSettings(
                base(settings),
                settings.text(Key.X_AUTH).strip(),
                new OAuth1.Keys(
                        settings.text(Key.X_CONSUMER_KEY),
                        settings.secret(Key.X_CONSUMER_SECRET),
                        settings.secret(Key.X_TOKEN),
                        settings.secret(Key.X_TOKEN_SECRET)),
                new OAuth2.Keys(
                        settings.text(Key.X_CLIENT_ID),
                        settings.secret(Key.X_CLIENT_SECRET),
                        settings.secret(Key.X_REFRESH_TOKEN)),
                settings.text(Key.X_QUERY),
                settings.duration(Key.X_POLL),
                settings.duration(Key.X_TIMEOUT),
                settings.integer(Key.X_MOST_POSTS, 1, 100));
    }

    boolean isConfigured() {
        return !auth.isEmpty();
    }

    /** How the hub shows who it is. */
    Login login(XMemory memory) {
        return switch (auth) {
            case "oauth1" -> new OAuth1(oauth1);
            case "oauth2" -> new OAuth2(oauth2, base, timeout, memory);
            case "bearer" -> Login.bearer(new Secret(oauth1.token().reveal()));
            default -> throw new SettingsException("hubbub.x.auth must be oauth1, oauth2 or bearer.");
        };
    }

    /** Tokens do not travel in the clear, but to this machine itself. */
    private static URI base(Settings settings) {
        String text = settings.text(Key.X_URL).strip().replaceFirst("/+$", "");
        try {
            URI base = URI.create(text);
            if ("https".equals(base.getScheme()) || ("http".equals(base.getScheme()) && isHere(base.getHost()))) {
                return base;
            }
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Key.X_URL.property() + " must be a URL.");
        }
        throw new SettingsException(Key.X_URL.property() + " must begin with https://.");
    }

    private static boolean isHere(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
