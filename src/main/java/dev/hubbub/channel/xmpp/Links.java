package dev.hubbub.channel.xmpp;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.DomainBareJid;

/** Files that a message only names by their address (XEP-0066), or that lie on a store of the own domain (XEP-0363). */
final class Links {
    private static final String NAMESPACE = "jabber:x:oob";
    private static final int MOST = 10;
    private static final int LONGEST = 2_000;

    private Links() {}

    /** The files that a message names. */
    static List<String> of(Message message, DomainBareJid domain) {
        List<String> named = named(message);
        String body = message.getBody();
        return named.isEmpty() && body != null && isStored(body.strip(), domain.toString())
                ? List.of(body.strip())
                : named;
    }

    /** Whether it names any file, by element. */
    static boolean isIn(Message message) {
        return !named(message).isEmpty();
    }

    private static List<String> named(Message message) {
        List<String> texts = new ArrayList<>();
        for (ExtensionElement element : message.getExtensions("x", NAMESPACE)) {
            if (element instanceof StandardExtensionElement x && x.getFirstElement("url", NAMESPACE) != null) {
                String url = x.getFirstElement("url", NAMESPACE).getText();
                texts.add(url == null ? "" : url.strip());
            }
        }
        return texts.stream()
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** A text that is nothing but an address within the domain: clients that send no element send that. */
    private static boolean isStored(String text, String domain) {
        if (!text.startsWith("https://") || text.length() > LONGEST) {
            return false;
        }
        String host = WebFiles.callable(text).map(URI::getHost).orElse("").toLowerCase(Locale.ROOT);
        return host.equals(domain) || host.endsWith("." + domain);
    }

    /** The element that names a file. */
    static StandardExtensionElement element(String url) {
        return StandardExtensionElement.builder("x", NAMESPACE)
                .addElement(StandardExtensionElement.builder("url", NAMESPACE)
                        .setText(url)
                        .build())
                .build();
    }

    /** What is left to say beside the files that were fetched, with the address of each that was not. */
    static String text(@Nullable String body, List<String> links, Set<String> fetched) {
        String text = body == null ? "" : body;
        for (String link : links) {
            if (fetched.contains(link)) {
                text = text.strip().equals(link) ? "" : text;
            } else if (!text.contains(link)) {
                text = text.isBlank() ? link : text + "\n" + link;
            }
        }
        return text;
    }
}
