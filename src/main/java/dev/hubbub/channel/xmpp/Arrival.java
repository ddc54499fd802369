package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Address;
import java.time.Instant;
import java.util.List;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.DomainBareJid;

/**
 * One message that came in, ready to be handed over.
 *
 * @param key stable over live copy, room history and archive; the external id
 * @param at when it was said: by the server's stamp if it came late, else now
 * @param archiveId the server's archive id, if it has one
 * @param said what was said and by whom; null if it only marks progress, as the bot's own messages do
 */
record Arrival(
        String key,
        Instant at,
        @Nullable String archiveId,
        @Nullable Said said) {

    /**
     * @param sender who said it: an occupant of a room or a bare address
     * @param senderName nick or local part
     * @param replyTo where a direct answer goes, or null in rooms
     * @param from the full address it came from
     * @param ownId the id that its sender gave it, or null
     * @param about what it says about an earlier message
     * @param links files that it names
     * @param receiptFor the id of which its client wants to hear that it came (XEP-0184), or null
     */
    record Said(
            Address sender,
            String senderName,
            @Nullable Address replyTo,
            String from,
            String body,
            @Nullable String ownId,
            About about,
            List<String> links,
            @Nullable String receiptFor) {
        Said {
            links = List.copyOf(links);
        }

        /** Something about nothing else. */
        Said(Address sender, String senderName, @Nullable Address replyTo, String from, String body) {
            this(sender, senderName, replyTo, from, body, null, About.NOTHING, List.of(), null);
        }

        private static @Nullable String receiptFor(Message message) {
            boolean wanted = message.getType() != Message.Type.groupchat
                    && message.hasExtension("request", DeliveryReceipt.NAMESPACE);
            return wanted ? message.getStanzaId() : null;
        }

        static Said of(
                Address sender, String senderName, @Nullable Address replyTo, Message message, DomainBareJid domain) {
            String from = message.getFrom().toString();
            String body = About.ownText(message);
            return new Said(
                    sender,
                    senderName,
                    replyTo,
                    from,
                    body,
                    message.getStanzaId(),
                    About.of(message),
                    Links.of(message, domain),
                    receiptFor(message));
        }
    }
}
