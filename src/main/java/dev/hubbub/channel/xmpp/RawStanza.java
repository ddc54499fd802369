package dev.hubbub.channel.xmpp;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jivesoftware.smack.packet.EmptyResultIQ;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.packet.id.StandardStanzaIdSource;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * A stanza as somebody wrote it: well-formed XML without a document type, one {@code message}, {@code presence} or {@code iq}. Whom
 * it says it is from is left away: that is who sends it.
 */
final class RawStanza {
    private static final String CLIENT = "jabber:client";
    private static final Set<String> KINDS = Set.of("message", "presence", "iq");
    private static final Set<String> ASKS = Set.of("get", "set");
    private static final int DEEPEST = 50;
    private static final int LONGEST = 65_536;

    private final Element root;

    private RawStanza(Element root) {
        this.root = root;
    }

    /** Reads it. @throws IllegalArgumentException saying what is wrong with it */
    static RawStanza parse(String xml) {
        if (xml.length() > LONGEST) {
            throw new IllegalArgumentException("a stanza has at most " + LONGEST + " characters");
        }
        Element root = document(xml).getDocumentElement();
        String namespace = root.getNamespaceURI();
        if (!KINDS.contains(root.getLocalName()) || (namespace != null && !namespace.equals(CLIENT))) {
            throw new IllegalArgumentException("a stanza is a message, presence or iq of " + CLIENT);
        }
        RawStanza stanza = new RawStanza(inNamespace(root, 0));
        if (stanza.isIq() && !ASKS.contains(stanza.type()) && !stanza.type().equals("result")) {
            throw new IllegalArgumentException("an iq has the type get, set or result");
        }
        int inside = stanza.children().size();
        if (stanza.isIq() && inside != 1 && (inside > 1 || stanza.asks())) {
            throw new IllegalArgumentException("an iq has one element in it");
        }
        return stanza;
    }

    private static Document document(String xml) {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new IllegalArgumentException("this is not the XML of one stanza: " + e.getMessage(), e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        factory.setNamespaceAware(true);
        // what was CDATA is written as text, as all else is
        factory.setCoalescing(true);
        return factory;
    }

    /** What names no namespace is the stream's own; comments and instructions have no place in a stream. */
    private static Element inNamespace(Element element, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a stanza is at most " + DEEPEST + " elements deep");
        }
        Element named = element.getNamespaceURI() == null
                ? (Element) element.getOwnerDocument().renameNode(element, CLIENT, element.getLocalName())
                : element;
        NodeList children = named.getChildNodes();
        for (int i = children.getLength() - 1; i >= 0; i--) {
            Node child = children.item(i);
            if (child instanceof Element inner) {
                inNamespace(inner, depth + 1);
            } else if (child.getNodeType() != Node.TEXT_NODE && child.getNodeType() != Node.CDATA_SECTION_NODE) {
                named.removeChild(child);
            }
        }
        return named;
    }

    private boolean isIq() {
        return "iq".equals(root.getLocalName());
    }

    private String type() {
        return root.getAttribute("type");
    }

    /** Whether somebody has to answer it. */
    boolean asks() {
        return isIq() && ASKS.contains(type());
    }

    private List<Element> children() {
        List<Element> elements = new ArrayList<>();
        for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** As the library sends it: what is in it word for word; who it is from the server says. */
    Stanza stanza() {
        try {
            String given = root.getAttribute("id");
            String id = given.isBlank() ? StandardStanzaIdSource.DEFAULT.getNewStanzaId() : given;
            String address = root.getAttribute("to");
            @Nullable Jid to = address.isBlank() ? null : JidCreate.from(address);
            return switch (root.getLocalName()) {
                case "message" -> message(id).to(to).build();
                case "presence" -> presence(id).to(to).build();
                default -> iq(id, to);
            };
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException("this is sent to no XMPP address", e);
        }
    }

    private MessageBuilder message(String id) {
        MessageBuilder message = StanzaBuilder.buildMessage(id);
        if (!type().isEmpty()) {
            message.ofType(Message.Type.fromString(type()));
        }
        children().forEach(child -> message.addExtension(new Verbatim(child)));
        return message;
    }

    private PresenceBuilder presence(String id) {
        PresenceBuilder presence = StanzaBuilder.buildPresence(id);
        if (!type().isEmpty()) {
            presence.ofType(Presence.Type.fromString(type()));
        }
        children().forEach(child -> presence.addExtension(new Verbatim(child)));
        return presence;
    }

    private IQ iq(String id, @Nullable Jid to) {
        IQ iq = children().isEmpty()
                ? new EmptyResultIQ()
                : new VerbatimIq(children().get(0));
        iq.setType(IQ.Type.fromString(type()));
        iq.setStanzaId(id);
        iq.setTo(to);
        return iq;
    }

    private static String written(Node node) {
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter out = new StringWriter();
            transformer.transform(new DOMSource(node), new StreamResult(out));
            return out.toString();
        } catch (TransformerException e) {
            throw new IllegalArgumentException("this cannot be written as a stanza", e);
        }
    }

    /** An element of a message or presence. */
    private record Verbatim(Element element) implements ExtensionElement {
        @Override
        public String getNamespace() {
            return String.valueOf(element.getNamespaceURI());
        }

        @Override
        public String getElementName() {
            return element.getLocalName();
        }

        @Override
        public CharSequence toXML(XmlEnvironment enclosing) {
            return written(element);
        }
    }

    /** An iq around one element. */
    private static final class VerbatimIq extends IQ {
        private final Element element;

        VerbatimIq(Element element) {
            super(element.getLocalName(), element.getNamespaceURI());
            this.element = element;
        }

        @Override
        protected IQChildElementXmlStringBuilder getIQChildElementBuilder(IQChildElementXmlStringBuilder xml) {
            NamedNodeMap attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Node attribute = attributes.item(i);
                if (!attribute.getNodeName().startsWith("xmlns")) {
                    xml.attribute(attribute.getNodeName(), attribute.getNodeValue());
                }
            }
            xml.rightAngleBracket();
            for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                xml.append(written(child));
            }
            return xml;
        }
    }

    /** Says nothing to the console, and lets nothing pass. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // well-formed all the same
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
