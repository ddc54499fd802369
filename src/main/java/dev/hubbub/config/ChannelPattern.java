package dev.hubbub.config;

import dev.hubbub.message.ChannelId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which channels a setting is for: one ({@code shoutbox/team}), those of a kind ({@code sms/*}, {@code email/sales-*}), or
 * all ({@code *}).
 *
 * @param text as it is written
 */
public record ChannelPattern(String text) {

    /** What is allowed, for error texts. */
    static final String ALLOWED = "kind/name, kind/* or * (as shoutbox/team, sms/*, email/sales-*)";

    private static final Pattern FORM = Pattern.compile("\\*|[a-z][a-z0-9-]{0,30}/(\\*|[a-z0-9][a-z0-9._-]{0,62}\\*?)");

    /** The pattern, or empty if it is not well-formed. */
    static Optional<ChannelPattern> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ChannelPattern(text)) : Optional.empty();
    }

    /** Whether the channel is one of those meant. */
    public boolean matches(ChannelId channel) {
        String id = channel.toString();
        return isExact() ? id.equals(text) : id.startsWith(literal());
    }

    /** Whether it means one channel alone. */
    public boolean isExact() {
        return !text.endsWith("*");
    }

    /** Of two patterns for one channel, the one with the greater number says more exactly what is meant. */
    int exactness() {
        return isExact() ? Integer.MAX_VALUE : literal().length();
    }

    private String literal() {
        return text.substring(0, text.length() - 1);
    }
}
