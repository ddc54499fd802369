package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.carbons.packet.CarbonExtension;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.sid.element.OriginIdElement;
import org.jivesoftware.smackx.sid.element.StanzaIdElement;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

/** What is read from stanzas and written into them. */
final class Stanzas {
    private static final int LONGEST_KEY = 400;

    private Stanzas() {}

    /**
     * Whether somebody says something with this message, names a file or takes something back: and it is neither an error, a carbon
     * nor an invitation.
     */
    static boolean says(Message message) {
        String body = message.getBody();
        boolean empty =
                (body == null || body.isBlank()) && About.of(message).retracts() == null && !Links.isIn(message);
        if (empty || message.getType() == Message.Type.error) {
            return false;
        }
        MUCUser muc = MUCUser.from(message);
        boolean invites = muc != null && (muc.getInvite() != null || muc.getDecline() != null);
        return !invites && CarbonExtension.from(message) == null && message.getExtension("jabber:x:conference") == null;
    }

    /**
     * The id given to a message by {@code by} (XEP-0359), or null. Of several the last counts: a server writes its own behind what it
     * should have taken away.
     */
    static @Nullable String stanzaId(Message message, Jid by) {
        String given = null;
        for (StanzaIdElement id : message.getExtensions(StanzaIdElement.class)) {
            if (by.toString().equals(id.getBy())) {
                given = id.getId();
            }
        }
        return given;
    }

    /** The id its sender gave it: origin-id (XEP-0359), else the stanza's own; null if it has none. */
    static @Nullable String originId(Message message) {
        OriginIdElement origin = OriginIdElement.getOriginId(message);
        return origin != null ? origin.getId() : message.getStanzaId();
    }

    /**
     * A key that the live copy and every later copy of a message share.
     *
     * @param place who keeps the history: a room or the account
     * @param stanzaId the id the keeper gave it, if it gives any
     */
    static String key(Jid place, @Nullable String stanzaId, Message message) {
        if (stanzaId != null) {
            return bounded(place, Ids.given(place, stanzaId));
        }
        String own = originId(message);
        // clients count from 1 again after a restart: the text tells such messages apart
        String text = digest(message.getBody());
        return bounded(place, "xmpp:" + message.getFrom() + "?id=" + (own == null ? "" : own) + "&text=" + text);
    }

    /** Ids and nicks are as long as their makers like; keys are not. */
    private static String bounded(Jid place, String key) {
        return key.length() <= LONGEST_KEY ? key : "xmpp:" + place + "?key=" + digest(key);
    }

    /** The address of an occupant; of a nick too long for one, only its digest. */
    static Address occupant(Jid room, String nick) {
        try {
            return Address.of("xmpp", room + "/" + nick);
        } catch (IllegalArgumentException tooLong) {
            return Address.of("xmpp", room + "/" + digest(nick));
        }
    }

    static @Nullable DelayInformation delay(Message message) {
        return DelayInformation.from(message);
    }

    /** Why the other side refused, as an outcome of the delivery. */
    static DeliveryException failure(String to, @Nullable StanzaError error) {
        if (error == null) {
            return new DeliveryException.Temporary(to + " answered with an error without a reason", null);
        }
        String text = error.getDescriptiveText();
        String reason = to + " refused it: " + error.getCondition() + (text == null ? "" : " (" + text + ")");
        boolean notJoined = error.getCondition() == StanzaError.Condition.not_acceptable;
        return switch (error.getType()) {
            case WAIT, CONTINUE -> new DeliveryException.Temporary(reason, null);
            case CANCEL, AUTH, MODIFY ->
                notJoined
                        ? new DeliveryException.Temporary(reason, null)
                        : new DeliveryException.Permanent(reason, null);
        };
    }

    /** The text without what XML 1.0 cannot carry, section 2.2: control characters, half surrogates, U+FFFE and U+FFFF. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(Stanzas::isAllowed).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static String digest(@Nullable String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
