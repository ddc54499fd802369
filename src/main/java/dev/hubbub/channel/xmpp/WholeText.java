package dev.hubbub.channel.xmpp;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes the third of {@code ]]>} as an entity: in text it is only allowed so (XML 1.0, section 2.4), the library leaves it as
 * it is, and a server ends the stream for it. That any text has it must not cost the connection. Nothing is ever written as
 * CDATA, so it cannot be the end of that.
 */
final class WholeText extends FilterWriter {
    private int brackets;

    WholeText(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        if (c == '>' && brackets >= 2) {
            out.write("&gt;");
        } else {
            out.write(c);
        }
        brackets = c == ']' ? brackets + 1 : 0;
    }

    @Override
    public void write(char[] text, int from, int count) throws IOException {
        int written = from;
        for (int i = from; i < from + count; i++) {
            if (text[i] == '>' && brackets >= 2) {
                out.write(text, written, i - written);
                out.write("&gt;");
                written = i + 1;
            }
            brackets = text[i] == ']' ? brackets + 1 : 0;
        }
        out.write(text, written, from + count - written);
    }

    @Override
    public void write(String text, int from, int count) throws IOException {
        char[] chars = new char[count];
        text.getChars(from, from + count, chars, 0);
        write(chars, 0, count);
    }
}
