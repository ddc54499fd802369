package dev.hubbub.form;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Makes XML of Binary XML (WAP-192-WBXML 1.3, section 5; 1.1 and 1.2 differ in nothing that is read here). Names have to be spelled
 * out in the string table, as forms have no code page of their own; a document that uses one is refused. No length is believed
 * before so many bytes are there.
 */
final class WbxmlReader {
    private static final int END = 0x01;
    private static final int ENTITY = 0x02;
    private static final int STR_I = 0x03;
    private static final int LITERAL = 0x04;
    private static final int STR_T = 0x83;
    private static final int OPAQUE = 0xC3;
    private static final int HAS_ATTRIBUTES = 0x80;
    private static final int HAS_CONTENT = 0x40;
    private static final int LOWEST_VERSION = 0x01;
    private static final int HIGHEST_VERSION = 0x03;
    private static final int LATIN1 = 4;
    private static final int ASCII = 3;
    private static final int UTF_8 = 106;
    private static final int UTF_16BE = 1013;

    /** Enough for 32 bits, seven at a time. */
    private static final int LONGEST_NUMBER = 5;

    private final FormLimits limits;

    WbxmlReader(FormLimits limits) {
        this.limits = limits;
    }

    String xml(byte[] bytes) throws BadFormException {
        return new Document(bytes).read();
    }

    /** One document on its way. */
    private final class Document {
        private final byte[] bytes;
        private final StringBuilder xml = new StringBuilder();
        private final Deque<String> open = new ArrayDeque<>();
        private Charset charset = StandardCharsets.UTF_8;
        private byte[] strings = new byte[0];
        private int at;

        Document(byte[] bytes) {
            this.bytes = bytes;
        }

        String read() throws BadFormException {
            header();
            do {
                token(next());
                bound();
            } while (!open.isEmpty());
            if (at < bytes.length) {
                throw bad("bytes follow its end");
            }
            return xml.toString();
        }

        /** A string of the table may be used again and again, also within one attribute. */
        private void bound() throws BadFormException {
            if (xml.length() > limits.bytes()) {
                throw new BadFormException("it has more than " + limits.bytes() + " bytes");
            }
        }

        private void header() throws BadFormException {
            int version = next();
            if (version < LOWEST_VERSION || version > HIGHEST_VERSION) {
                throw bad("its version is not known");
            }
            if (number() == 0) {
                // the public identifier stands in the string table: it says nothing that is needed
                number();
            }
            charset = charset(number());
            int length = number();
            if (length > bytes.length - at) {
                throw bad("its string table is longer than it is");
            }
            strings = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
        }

        private Charset charset(int number) throws BadFormException {
            return switch (number) {
                case 0, UTF_8 -> StandardCharsets.UTF_8;
                case ASCII -> StandardCharsets.US_ASCII;
                case LATIN1 -> StandardCharsets.ISO_8859_1;
                case UTF_16BE -> StandardCharsets.UTF_16BE;
                default -> throw bad("its character set is not known");
            };
        }

        private void token(int token) throws BadFormException {
            if (token == END && !open.isEmpty()) {
                xml.append("</").append(open.pop()).append('>');
            } else if ((token & ~(HAS_ATTRIBUTES | HAS_CONTENT)) == LITERAL) {
                element(token);
            } else if (isText(token) && !open.isEmpty()) {
                escape(text(token), false);
            } else {
                throw bad("it uses a code page, extensions or instructions");
            }
        }

        private void element(int token) throws BadFormException {
            if (open.size() >= limits.depth()) {
                throw new BadFormException("its elements are nested deeper than " + limits.depth());
            }
            String name = name();
            xml.append('<').append(name);
            if ((token & HAS_ATTRIBUTES) != 0) {
                attributes();
            }
            if ((token & HAS_CONTENT) != 0) {
                xml.append('>');
                open.push(name);
            } else {
                xml.append("/>");
            }
        }

        private void attributes() throws BadFormException {
            boolean within = false;
            for (int token = next(); token != END; token = next()) {
                if (token == LITERAL) {
                    xml.append(within ? "\" " : " ").append(name()).append("=\"");
                    within = true;
                } else if (isText(token) && within) {
                    escape(text(token), true);
                } else {
                    throw bad("it uses a code page, extensions or instructions");
                }
                bound();
            }
            xml.append(within ? "\"" : "");
        }

        private boolean isText(int token) {
            return token == ENTITY || token == STR_I || token == STR_T || token == OPAQUE;
        }

        private String text(int token) throws BadFormException {
            return switch (token) {
                case STR_I -> inline();
                case STR_T -> string(number());
                case ENTITY -> character(number());
                default -> opaque(number());
            };
        }

        private String character(int code) throws BadFormException {
            if (!Character.isValidCodePoint(code)) {
                throw bad("it has a character that there is not");
            }
            return Character.toString(code);
        }

        private String opaque(int length) throws BadFormException {
            if (length > bytes.length - at) {
                throw bad("it ends within a text");
            }
            String text = new String(bytes, at, length, charset);
            at += length;
            return text;
        }

        private String inline() throws BadFormException {
            int end = end(bytes, at);
            String text = new String(bytes, at, end - at, charset);
            at = end + width();
            return text;
        }

        private String string(int offset) throws BadFormException {
            if (offset >= strings.length) {
                throw bad("it names a string that there is not");
            }
            return new String(strings, offset, end(strings, offset) - offset, charset);
        }

        private int end(byte[] from, int start) throws BadFormException {
            for (int i = start; i + width() <= from.length; i += width()) {
                if (from[i] == 0 && from[i + width() - 1] == 0) {
                    return i;
                }
            }
            throw bad("it ends within a text");
        }

        private int width() {
            return charset.equals(StandardCharsets.UTF_16BE) ? 2 : 1;
        }

        private String name() throws BadFormException {
            String name = string(number());
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}._:-]{0,199}")) {
                throw bad("it has a name that is none in XML");
            }
            return name;
        }

        private void escape(String text, boolean quoted) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '<' -> xml.append("&lt;");
                    case '>' -> xml.append("&gt;");
                    case '&' -> xml.append("&amp;");
                    case '"' -> xml.append(quoted ? "&quot;" : "\"");
                    case '\r' -> xml.append("&#13;");
                    case '\n', '\t' -> xml.append(quoted ? "&#" + (int) c + ";" : String.valueOf(c));
                    default -> xml.append(c);
                }
            }
        }

        private int number() throws BadFormException {
            long value = 0;
            for (int i = 0; i < LONGEST_NUMBER; i++) {
                int next = next();
                value = (value << 7) | (next & 0x7F);
                if (next < 0x80) {
                    if (value > Integer.MAX_VALUE) {
                        break;
                    }
                    return (int) value;
                }
            }
            throw bad("it has a number that is too large");
        }

        private int next() throws BadFormException {
            if (at >= bytes.length) {
                throw bad("it ends too early");
            }
            return bytes[at++] & 0xFF;
        }

        private BadFormException bad(String why) {
            return new BadFormException("it is no WBXML that can be read: " + why);
        }
    }
}
