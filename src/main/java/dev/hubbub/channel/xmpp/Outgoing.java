package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Pieces;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.receipts.DeliveryReceiptRequest;
import org.jivesoftware.smackx.sid.element.OriginIdElement;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

/**
 * A message to be sent.
 *
 * @param id stable over attempts: the stanza's id and origin-id, by which a repeat is told
 * @param text what to say, ready to be shown
 * @param attempt 1 for the first
 * @param about what it says about an earlier message
 * @param link the file that is sent by its address (XEP-0066), or null
 */
record Outgoing(
        String id,
        String text,
        int attempt,
        About about,
        @Nullable String link) {
    Outgoing {
        text = Stanzas.printable(text);
    }

    Outgoing(String id, String text, int attempt, About about) {
        this(id, text, attempt, about, null);
    }

    /** The same in messages that say no more than so many bytes each: the first is about what this is about. */
    List<Outgoing> pieces(int most) {
        List<String> texts = Pieces.of(text, most, Pieces::xml);
        if (texts.size() < 2) {
            return List.of(this);
        }
        List<Outgoing> pieces = new ArrayList<>();
        for (String piece : texts) {
            boolean first = pieces.isEmpty();
            pieces.add(new Outgoing(
                    first ? id : id + "." + (pieces.size() + 1), piece, attempt, first ? about : About.NOTHING));
        }
        return pieces;
    }

    /** Writes it down, to be sent to somebody. */
    Message stanza(Message.Type type, Jid to) {
        MessageBuilder stanza =
                StanzaBuilder.buildMessage(id).ofType(type).to(to).setBody(text).addExtension(new OriginIdElement(id));
        about.elements().forEach(stanza::addExtension);
        if (type == Message.Type.chat) {
            stanza.addExtension(new DeliveryReceiptRequest());
        }
        if (link != null) {
            stanza.addExtension(Links.element(link));
        }
        return stanza.build();
    }
}
