package dev.hubbub.channel.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decodes what mail programs write, right or wrong: nothing in here ever fails. */
final class Raw {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Raw() {}

    /** The text of bytes, by the charset they claim; what claims none, or a wrong one, is UTF-8 if it can be, else Windows-1252. */
    static String text(byte[] bytes, @Nullable String charset) {
        String text = decoded(bytes, charset);
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
    }

    private static String decoded(byte[] bytes, @Nullable String claimed) {
        Charset known = known(claimed);
        if (known != null && !known.equals(StandardCharsets.US_ASCII) && !known.equals(StandardCharsets.UTF_8)) {
            return new String(bytes, known);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, known != null && known.equals(StandardCharsets.UTF_8) ? known : WINDOWS);
        }
    }

    private static @Nullable Charset known(@Nullable String name) {
        if (name == null) {
            return null;
        }
        try {
            return Charset.forName(name.strip().replaceAll("^[\"']|[\"']$", ""));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** A header's value as Angus Mail gives it, a character for each byte, as what was meant; what it has decoded stays. */
    static String header(String value) {
        boolean plain = value.chars().allMatch(c -> c < 0x80);
        boolean decoded = value.chars().anyMatch(c -> c > 0xFF);
        return plain || decoded ? value : decoded(value.getBytes(StandardCharsets.ISO_8859_1), null);
    }

    /** The bytes behind a transfer encoding (RFC 2045, 6); one that is not known counts as none. */
    static byte[] decode(byte[] encoded, @Nullable String encoding) {
        return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(encoded);
            case "quoted-printable" -> quotedPrintable(encoded);
            default -> encoded;
        };
    }

    private static byte[] base64(byte[] encoded) {
        byte[] letters = new byte[encoded.length];
        int n = 0;
        for (byte b : encoded) {
            if ((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '+' || b == '/') {
                letters[n++] = b;
            }
        }
        // a single letter at the end holds no whole byte
        int whole = n % 4 == 1 ? n - 1 : n;
        return Base64.getDecoder().decode(Arrays.copyOf(letters, whole));
    }

    private static byte[] quotedPrintable(byte[] encoded) {
        byte[] plain = new byte[encoded.length];
        int n = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '=') {
                plain[n++] = encoded[i];
                continue;
            }
            int lineEnd = softBreak(encoded, i + 1);
            int high = digit(encoded, i + 1);
            int low = digit(encoded, i + 2);
            if (lineEnd > 0) {
                i = lineEnd;
            } else if (high >= 0 && low >= 0) {
                plain[n++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                plain[n++] = '=';
            }
        }
        return Arrays.copyOf(plain, n);
    }

    /** The line end that a = stands before, perhaps with blanks between; 0 if there is none. */
    private static int softBreak(byte[] text, int from) {
        int at = from;
        while (at < text.length && at - from < 80 && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
            at++;
        }
        return at < text.length && text[at] == '\n' ? at : 0;
    }

    private static int digit(byte[] text, int at) {
        return at < text.length ? Character.digit(text[at], 16) : -1;
    }
}
