package dev.hubbub.web;

import dev.hubbub.config.AddressRange;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How the HTTP server is reached, and by whom.
 *
 * @param host address it listens on
 * @param port 0 takes a free one
 * @param publicUrl how browsers reach it, without a slash at the end; empty: by address and port
 * @param open paths of integrators' routes that need no token; one that ends in {@code /*} opens all below it
 * @param maxBody largest request body, in bytes
 * @param openMetrics whether figures are told to anybody who asks
 * @param proxies whose {@code X-Forwarded-…} is believed
 * @param guests how many may be connected, and how long they may take
 */
public record WebConfig(
        String host,
        int port,
        String publicUrl,
        List<String> open,
        int maxBody,
        boolean openMetrics,
        List<AddressRange> proxies,
        Guests guests) {

    public WebConfig {
        open = List.copyOf(open);
        proxies = List.copyOf(proxies);
    }

    /**
     * Bounds of connections.
     *
     * @param connections open at once
     * @param perAddress open at once from one address that is no trusted proxy
     * @param requestTimeout how long a request may take to come
     */
    public record Guests(int connections, int perAddress, Duration requestTimeout) {
        private static Guests of(Settings settings) {
            int connections = settings.integer(Key.HTTP_CONNECTIONS, 1, 1_000_000);
            int perAddress = settings.integer(Key.HTTP_CONNECTIONS_PER_ADDRESS, 0, 1_000_000);
            return new Guests(
                    connections,
                    perAddress == 0 ? connections : perAddress,
                    settings.duration(Key.HTTP_REQUEST_TIMEOUT));
        }
    }

    /**
     * Reads the {@code hubbub.http.*} keys.
     *
     * @throws SettingsException if one makes no sense
     */
    public static WebConfig of(Settings settings) {
        String publicUrl = publicUrl(settings.text(Key.HTTP_PUBLIC_URL).strip());
        String host = settings.text(Key.HTTP_HOST).strip();
        return new WebConfig(
                host,
                settings.integer(Key.HTTP_PORT, 0, 65_535),
                publicUrl,
                settings.words(Key.HTTP_OPEN),
                settings.integer(Key.HTTP_MAX_BODY, 1024, 1 << 30),
                openMetrics(settings.text(Key.HTTP_METRICS), host, publicUrl),
                settings.words(Key.HTTP_TRUSTED_PROXIES).stream()
                        .map(WebConfig::range)
                        .toList(),
                Guests.of(settings));
    }

    /** Whether browsers reach the hub by https. */
    public boolean isHttps() {
        return publicUrl.startsWith("https:");
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Key.HTTP_TRUSTED_PROXIES.property() + ": " + e.getMessage());
        }
    }

    private static String publicUrl(String text) {
        String url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (url.isEmpty()) {
            return url;
        }
        boolean plain = url.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-fA-F:]+](:[0-9]{1,5})?");
        if (!plain) {
            throw new SettingsException(Key.HTTP_PUBLIC_URL.property() + " is '" + text
                    + "' but must be http:// or https:// and a host, perhaps with a port, without a path.");
        }
        return URI.create(url).toString().toLowerCase(Locale.ROOT);
    }

    private static boolean openMetrics(String choice, String host, String publicUrl) {
        return switch (choice.strip().toLowerCase(Locale.ROOT)) {
            case "open" -> true;
            case "token" -> false;
            case "auto" -> publicUrl.isEmpty() && isLoopback(host);
            default ->
                throw new SettingsException(
                        Key.HTTP_METRICS.property() + " is '" + choice + "' but must be auto, open or token.");
        };
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingsException(Key.HTTP_HOST.property() + " is '" + host + "', which is no address here.");
        }
    }
}
