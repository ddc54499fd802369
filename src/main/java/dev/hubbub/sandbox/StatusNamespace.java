package dev.hubbub.sandbox;

import java.util.List;
import org.apache.vysper.xml.fragment.XMLElement;
import org.apache.vysper.xml.fragment.XMLFragment;
import org.apache.vysper.xmpp.protocol.NamespaceURIs;
import org.apache.vysper.xmpp.stanza.Stanza;

/**
 * Puts the status codes of rooms into the namespace they belong to (XEP-0045, 15.6.2). Vysper writes another, so strict
 * clients never learn that they are in a room.
 */
final class StatusNamespace {
    private StatusNamespace() {}

    static Stanza mended(Stanza stanza) {
        boolean wrong = stanza.getName().equals("presence")
                && stanza.getInnerElementsNamed("x", NamespaceURIs.XEP0045_MUC_USER).stream()
                        .anyMatch(x -> !x.getInnerElementsNamed("status", NamespaceURIs.XEP0045_MUC)
                                .isEmpty());
        return wrong
                ? new Stanza(
                        stanza.getNamespaceURI(),
                        stanza.getName(),
                        stanza.getNamespacePrefix(),
                        stanza.getAttributes(),
                        mended(stanza.getInnerFragments()))
                : stanza;
    }

    private static List<XMLFragment> mended(List<XMLFragment> fragments) {
        return fragments.stream().map(StatusNamespace::mended).toList();
    }

    private static XMLFragment mended(XMLFragment fragment) {
        if (!(fragment instanceof XMLElement element)) {
            return fragment;
        }
        boolean status =
                element.getName().equals("status") && NamespaceURIs.XEP0045_MUC.equals(element.getNamespaceURI());
        return new XMLElement(
                status ? NamespaceURIs.XEP0045_MUC_USER : element.getNamespaceURI(),
                element.getName(),
                element.getNamespacePrefix(),
                element.getAttributes(),
                mended(element.getInnerFragments()));
    }
}
