package dev.hubbub.channel.xmpp;

import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.parsing.StandardExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smackx.message_correct.element.MessageCorrectExtension;
import org.jspecify.annotations.Nullable;

/**
 * What a stanza says about an earlier message, by the ids that its elements carry: that it answers it (XEP-0461), says
 * something else in its place (XEP-0308) or takes it back (XEP-0424).
 *
 * @param answers of a message in a room the id that the room gave it, else the id that its sender gave it
 * @param replaces the id that its sender gave it
 * @param retracts as {@code answers}
 */
record About(
        @Nullable String answers,
        @Nullable String replaces,
        @Nullable String retracts) {
    static final About NOTHING = new About(null, null, null);

    private static final String REPLY = "urn:xmpp:reply:0";
    private static final String CORRECT = "urn:xmpp:message-correct:0";
    private static final String RETRACT = "urn:xmpp:message-retract:1";
    private static final String FALLBACK = "urn:xmpp:fallback:0";
    private static final String HINTS = "urn:xmpp:hints";

    /** What clients are told that the account knows (XEP-0030). */
    static final List<String> FEATURES = List.of(REPLY, CORRECT, RETRACT, FALLBACK);

    private static final int LONGEST = 400;

    /** Has fallbacks read whole: the library's own reads neither what one stands for nor where it lies in the text. */
    static void readFallbacks() {
        ProviderManager.addExtensionProvider("fallback", FALLBACK, StandardExtensionElementProvider.INSTANCE);
    }

    static About of(Message message) {
        return new About(
                id(message.getExtensionElement("reply", REPLY)),
                id(message.getExtensionElement("replace", CORRECT)),
                id(message.getExtensionElement("retract", RETRACT)));
    }

    private static @Nullable String id(@Nullable ExtensionElement element) {
        String id = null;
        if (element instanceof StandardExtensionElement plain) {
            id = plain.getAttributeValue("id");
        } else if (element instanceof MessageCorrectExtension correction) {
            id = correction.getIdInitialMessage();
        }
        return id == null || id.isBlank() || id.length() > LONGEST ? null : id;
    }

    /** The elements of a stanza that says so. */
    List<ExtensionElement> elements() {
        List<ExtensionElement> elements = new ArrayList<>();
        add(elements, "reply", REPLY, answers);
        add(elements, "replace", CORRECT, replaces);
        add(elements, "retract", RETRACT, retracts);
        if (retracts != null) {
            elements.add(StandardExtensionElement.builder("fallback", FALLBACK)
                    .addAttribute("for", RETRACT)
                    .build());
            elements.add(StandardExtensionElement.builder("store", HINTS).build());
        }
        return elements;
    }

    private static void add(List<ExtensionElement> elements, String name, String namespace, @Nullable String id) {
        if (id != null) {
            elements.add(StandardExtensionElement.builder(name, namespace)
                    .addAttribute("id", Stanzas.printable(id))
                    .build());
        }
    }

    /** The text without the quotation that stands there for clients that know no answers (XEP-0428). */
    static String ownText(Message message) {
        String body = message.getBody() == null ? "" : message.getBody();
        for (ExtensionElement element : message.getExtensions("fallback", FALLBACK)) {
            if (element instanceof StandardExtensionElement fallback
                    && REPLY.equals(fallback.getAttributeValue("for"))) {
                return without(body, fallback.getFirstElement("body", FALLBACK));
            }
        }
        return body;
    }

    private static String without(String body, @Nullable StandardExtensionElement range) {
        if (range == null) {
            return body;
        }
        int length = body.codePointCount(0, body.length());
        int start = number(range.getAttributeValue("start"), 0);
        int end = number(range.getAttributeValue("end"), length);
        if (start < 0 || end > length || start > end) {
            return body;
        }
        String own =
                body.substring(0, body.offsetByCodePoints(0, start)) + body.substring(body.offsetByCodePoints(0, end));
        return own.isBlank() ? body : own;
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("\\d{1,7}") ? Integer.parseInt(text) : otherwise;
    }
}
