package dev.hubbub.form;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What a form may hold: an XML Schema from a file, complete in itself. */
public final class FormSchema {
    private final Schema schema;

    private FormSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads the file.
     *
     * @throws IOException saying what is wrong with it
     */
    public static FormSchema of(Path file) throws IOException {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return new FormSchema(factory.newSchema(file.toFile()));
        } catch (SAXException e) {
            throw new IOException(file + " is no schema: " + e.getMessage(), e);
        }
    }

    /**
     * Looks whether a form is as it should be.
     *
     * @throws BadFormException saying where it is not
     */
    public void check(Instance form) throws BadFormException {
        try {
            Validator validator = schema.newValidator();
            validator.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.validate(new StreamSource(new StringReader(form.xml())));
        } catch (SAXParseException e) {
            // the schema's rule, as cvc-datatype-valid.1.2.1; what follows it quotes the form
            String rule = String.valueOf(e.getMessage()).replaceFirst("(?s):.*", "");
            throw new BadFormException("it is not as the schema wants it: line " + e.getLineNumber() + ", " + rule);
        } catch (SAXException e) {
            throw new BadFormException("it cannot be held against the schema");
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be read", e);
        }
    }
}
