package dev.hubbub.form;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.kxml2.wap.WbxmlSerializer;

/** Writes forms as phones do, by kXML. */
public final class Kxml {
    private Kxml() {}

    /** A reading of a meter, as WBXML. */
    public static byte[] reading(String note) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            WbxmlSerializer wbxml = new WbxmlSerializer();
            wbxml.setOutput(bytes, "UTF-8");
            wbxml.startDocument("UTF-8", null);
            wbxml.startTag(null, "reading");
            wbxml.attribute(null, "xmlns", "http://example.org/meter");
            element(wbxml, "meter", "17");
            element(wbxml, "value", "4711");
            element(wbxml, "note", note);
            wbxml.endTag(null, "reading");
            wbxml.endDocument();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void element(WbxmlSerializer wbxml, String name, String text) throws IOException {
        wbxml.startTag(null, name);
        wbxml.text(text);
        wbxml.endTag(null, name);
    }
}
