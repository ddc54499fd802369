package dev.hubbub.bot;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the command routes call, as the bean {@code bot}: each method takes what followed the command's word, and gives
 * the answer.
 */
public final class Bot {
    // the hub's headers, as routes see them
    private static final String SENDER = "HubbubSender";
    private static final String SENDER_NAME = "HubbubSenderName";
    private static final String REPLY_TO = "HubbubReplyTo";
    private static final String CHANNEL = "HubbubChannel";
    private static final String MESSAGE_ID = "HubbubMessageId";
    private static final String DELIVERY_ID = "HubbubDeliveryId";
    private static final String TIME_ZONE = "HubbubTimeZone";

    private final Help help;
    private final Fortunes fortunes;
    private final Shouts shouts;
    private final Reminders reminders;
    private final Who who;
    private final ZoneId zone;

    /** @param zone where people are whose time zone is not known */
    public Bot(Commands commands, Fortunes fortunes, Shouts shouts, Reminders reminders, Who who, ZoneId zone) {
        this.help = new Help(commands);
        this.fortunes = fortunes;
        this.shouts = shouts;
        this.reminders = reminders;
        this.who = who;
        this.zone = zone;
    }

    /** {@code !help} and {@code !help WORD}. */
    public String help(String arguments) {
        return help.answer(arguments);
    }

    /** {@code !fortune}. */
    public String fortune(String key) {
        return fortunes.pick(key);
    }

    /** {@code !shout TEXT} and {@code !shout BOX TEXT}. */
    public String shout(String arguments, Map<String, Object> headers) {
        return shouts.answer(arguments, call(headers));
    }

    /** {@code !remind …}. */
    public String remind(String arguments, Map<String, Object> headers) {
        return reminders.answer(arguments, call(headers));
    }

    /** {@code !who}: who was heard where the command was said, of late. */
    public String who(String channel) {
        return who.recently(ChannelId.parse(channel));
    }

    /** {@code !who} in a chat room that can tell who is in it. */
    public String whoIsHere(List<String> nicks) {
        return nicks.isEmpty() ? "I am not in the room just now." : "Here now: " + String.join(", ", nicks) + ".";
    }

    private Call call(Map<String, Object> headers) {
        String replyTo = text(headers, REPLY_TO);
        return new Call(
                new Call.Place(
                        ChannelId.parse(needed(headers, CHANNEL)), replyTo == null ? null : new Address(replyTo)),
                new Address(needed(headers, SENDER)),
                text(headers, SENDER_NAME),
                needed(headers, DELIVERY_ID),
                madeAt(MessageId.parse(needed(headers, MESSAGE_ID))),
                zone(text(headers, TIME_ZONE)));
    }

    /** The first 48 bits of a UUIDv7 are milliseconds since 1970 (RFC 9562, section 5.7). */
    private static Instant madeAt(MessageId id) {
        return Instant.ofEpochMilli(id.value().getMostSignificantBits() >>> 16);
    }

    private ZoneId zone(@Nullable String name) {
        try {
            return name == null ? zone : ZoneId.of(name);
        } catch (DateTimeException e) {
            // the sender's network told something that is no zone
            return zone;
        }
    }

    private static String needed(Map<String, Object> headers, String name) {
        return Objects.requireNonNull(text(headers, name), name);
    }

    private static @Nullable String text(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }
}
