package dev.hubbub.channel.xmpp;

import dev.hubbub.HostileNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/**
 * Names that steer endpoints, in all the places of a stanza that have names: elements, attributes, headers (XEP-0131),
 * and the properties that Camel's own component took for headers.
 */
final class HostileElements {
    static final String MARK = "hostile-value";

    private static final String OWN = "urn:x-hostile";
    private static final int AT_ONCE = 100;
    private static final Predicate<String> XML_NAME =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*").asMatchPredicate();

    private HostileElements() {}

    /** All names, on as many stanzas as they need: no server takes one of any size. */
    static List<List<StandardExtensionElement>> all() {
        List<String> names =
                HostileNames.all().stream().map(Stanzas::printable).distinct().toList();
        List<List<StandardExtensionElement>> stanzas = new ArrayList<>();
        for (int at = 0; at < names.size(); at += AT_ONCE) {
            stanzas.add(of(names.subList(at, Math.min(names.size(), at + AT_ONCE))));
        }
        return stanzas;
    }

    private static List<StandardExtensionElement> of(List<String> names) {
        var elements = StandardExtensionElement.builder("hostile", OWN);
        var headers = StandardExtensionElement.builder("headers", "http://jabber.org/protocol/shim");
        var properties =
                StandardExtensionElement.builder("properties", "http://www.jivesoftware.com/xmlns/xmpp/properties");
        for (String name : names) {
            if (XML_NAME.test(name)) {
                elements.addAttribute(name, MARK);
                elements.addElement(StandardExtensionElement.builder(name, OWN)
                        .addAttribute(name, MARK)
                        .setText(MARK)
                        .build());
            }
            headers.addElement(StandardExtensionElement.builder("header", "http://jabber.org/protocol/shim")
                    .addAttribute("name", name)
                    .setText(MARK)
                    .build());
            properties.addElement(property(name));
        }
        return List.of(elements.build(), headers.build(), properties.build());
    }

    private static StandardExtensionElement property(String name) {
        String namespace = "http://www.jivesoftware.com/xmlns/xmpp/properties";
        return StandardExtensionElement.builder("property", namespace)
                .addElement(StandardExtensionElement.builder("name", namespace)
                        .setText(name)
                        .build())
                .addElement(StandardExtensionElement.builder("value", namespace)
                        .addAttribute("type", "string")
                        .setText(MARK)
                        .build())
                .build();
    }
}
