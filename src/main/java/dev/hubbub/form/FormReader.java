package dev.hubbub.form;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Tells forms from other text, and reads what they are. */
public final class FormReader {
    private static final XMLInputFactory FACTORY = factory();
    private static final Pattern BEGINNING = Pattern.compile("\\s{0,100}\\uFEFF?\\s{0,100}<[?!\\p{L}_]");

    private final FormLimits limits;
    private final WbxmlReader wbxml;

    public FormReader(FormLimits limits) {
        this.limits = limits;
        this.wbxml = new WbxmlReader(limits);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /** Whether a text may be a form: it begins as XML does. It costs next to nothing. */
    public static boolean mayBe(String text) {
        return BEGINNING.matcher(text).lookingAt();
    }

    /** Reads WBXML. */
    public Instance read(byte[] bytes) throws BadFormException {
        if (bytes.length > limits.bytes()) {
            throw tooLarge();
        }
        return read(wbxml.xml(bytes));
    }

    /** Reads XML. */
    public Instance read(String text) throws BadFormException {
        if (text.length() > limits.bytes() || text.getBytes(StandardCharsets.UTF_8).length > limits.bytes()) {
            throw tooLarge();
        }
        String xml = text.strip().replaceFirst("^\\uFEFF", "").strip();
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
            try {
                return read(reader, xml);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new BadFormException("it is no well-formed XML"
                    + (e.getLocation() == null
                            ? ""
                            : ", line " + e.getLocation().getLineNumber()));
        }
    }

    private Instance read(XMLStreamReader reader, String xml) throws XMLStreamException, BadFormException {
        @Nullable Instance found = null;
        int depth = 0;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    elements++;
                    if (depth > limits.depth() || elements > limits.elements()) {
                        throw new BadFormException(
                                depth > limits.depth()
                                        ? "its elements are nested deeper than " + limits.depth()
                                        : "it has more than " + limits.elements() + " elements");
                    }
                    if (found == null) {
                        String namespace = reader.getNamespaceURI();
                        found = new Instance(namespace == null ? "" : namespace, reader.getLocalName(), xml);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD ->
                    throw new BadFormException("it has a document type, which forms have not");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BadFormException("it refers to entities, which forms have not");
                default -> {
                    // text, comments and instructions are the resource's business
                }
            }
        }
        if (found == null) {
            throw new BadFormException("it has no element");
        }
        return found;
    }

    private BadFormException tooLarge() {
        return new BadFormException("it has more than " + limits.bytes() + " bytes");
    }
}
