package dev.hubbub.sandbox;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the sandbox has a peer for, and the keys by which a real one is configured. */
public enum Network {
    XMPP,
    MAIL,
    SMS,
    X,
    SIP;

    private List<Key> keys() {
        return switch (this) {
            case XMPP -> List.of(Key.XMPP_DOMAIN);
            case MAIL -> List.of(Key.MAIL_SMTP_HOST, Key.MAIL_IMAP_HOST, Key.MAIL_LISTEN_PORT);
            case SMS -> List.of(Key.SMS_HOST);
            case X -> List.of(Key.X_AUTH);
            case SIP -> List.of(Key.SIP_SERVER);
        };
    }

    private boolean isConfigured(Settings settings) {
        return keys().stream().anyMatch(settings::has);
    }

    /**
     * The networks that there shall be a peer for: all, if none of them is configured; with the sandbox switched on, those
     * that are not configured; none, if it is switched off.
     */
    public static Set<Network> wanted(Settings settings) {
        Set<Network> idle = Arrays.stream(values())
                .filter(network -> !network.isConfigured(settings))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Network.class)));
        return switch (settings.text(Key.SANDBOX)) {
            case "on" -> idle;
            case "off" -> Set.of();
            default -> idle.size() == values().length ? idle : Set.of();
        };
    }
}
