package dev.hubbub.message;

import java.util.regex.Pattern;

/**
 * A point of the star, written {@code kind/name}: {@code shoutbox/team}, {@code chatbot/ops}.
 *
 * @param kind the incoming method, a lower-case word
 * @param name which one of its kind, lower-case letters, digits, {@code -}, {@code _} and {@code .}
 */
public record ChannelId(String kind, String name) implements Comparable<ChannelId> {
    /** Characters of a name at most. */
    public static final int LONGEST_NAME = 63;

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    /** The hub's own voice: what the bot and the jobs say starts here. */
    public static final ChannelId HUB = new ChannelId("hub", "bot");

    /** The kind under which commands of the bot are reached: {@code command/help}. */
    public static final String COMMAND = "command";

    public ChannelId {
        if (!KIND.matcher(kind).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + kind + "/" + name
                    + "' is no channel: write kind/name in lower-case letters, digits and - _ .");
        }
    }

    /**
     * Reads {@code kind/name}.
     *
     * @throws IllegalArgumentException if the text is no channel
     */
    public static ChannelId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is no channel: write kind/name");
        }
        return new ChannelId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Whether this is a bot command and not a channel people talk on. */
    public boolean isCommand() {
        return kind.equals(COMMAND);
    }

    @Override
    public int compareTo(ChannelId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
