package dev.hubbub.channel.xmpp;

import java.util.List;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What only servers may say, said by somebody else. */
final class Forged {
    static final String ID = "forged-id";
    static final DomainBareJid NOWHERE = JidCreate.domainBareFromOrThrowUnchecked("nowhere.example");
    static final String TEXT = "never said";

    private Forged() {}

    /** An id (XEP-0359) in the name of a room or an account. */
    static StandardExtensionElement id(String by) {
        return StandardExtensionElement.builder("stanza-id", "urn:xmpp:sid:0")
                .addAttribute("id", ID)
                .addAttribute("by", by)
                .build();
    }

    /** A stamp (XEP-0203) far in the future. */
    static StandardExtensionElement stamp() {
        return StandardExtensionElement.builder("delay", "urn:xmpp:delay")
                .addAttribute("stamp", "2099-01-01T00:00:00Z")
                .build();
    }

    /** A message of somebody else as a carbon (XEP-0280) and as the result of a search in an archive (XEP-0313). */
    static List<ExtensionElement> wrapped(String to, String from) {
        StandardExtensionElement message = StandardExtensionElement.builder("message", "jabber:client")
                .addAttribute("from", from.replace("xmpp:", "") + "/desk")
                .addAttribute("to", to)
                .addAttribute("type", "chat")
                .addElement(StandardExtensionElement.builder("body", "jabber:client")
                        .setText(TEXT)
                        .build())
                .build();
        StandardExtensionElement forwarded = StandardExtensionElement.builder("forwarded", "urn:xmpp:forward:0")
                .addElement(message)
                .build();
        return List.of(
                StandardExtensionElement.builder("received", "urn:xmpp:carbons:2")
                        .addElement(forwarded)
                        .build(),
                StandardExtensionElement.builder("sent", "urn:xmpp:carbons:2")
                        .addElement(forwarded)
                        .build(),
                StandardExtensionElement.builder("result", "urn:xmpp:mam:2")
                        .addAttribute("id", ID)
                        .addAttribute("queryid", "q")
                        .addElement(forwarded)
                        .build());
    }
}
