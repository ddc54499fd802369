package dev.hubbub.channel.sms;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The default alphabet of phones with its extension table (3GPP TS 23.038, 6.2.1), one character a byte as SMPP carries
 * it. Characters of the extension table take two places.
 */
final class Gsm7 {
    private static final int ESCAPE = 0x1B;
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final Map<Character, Integer> EXTENSION = Map.of(
            '\f', 0x0A, '^', 0x14, '{', 0x28, '}', 0x29, '\\', 0x2F, '[', 0x3C, '~', 0x3D, ']', 0x3E, '|', 0x40, '€',
            0x65);

    private static final Map<Character, Integer> CODES = codes();
    private static final Map<Integer, Character> EXTENDED = extended();

    private Gsm7() {}

    private static Map<Character, Integer> codes() {
        Map<Character, Integer> codes = new HashMap<>();
        for (int i = 0; i < BASIC.length(); i++) {
            if (i != ESCAPE) {
                codes.put(BASIC.charAt(i), i);
            }
        }
        return Map.copyOf(codes);
    }

    private static Map<Integer, Character> extended() {
        Map<Integer, Character> characters = new HashMap<>();
        EXTENSION.forEach((character, code) -> characters.put(code, character));
        return Map.copyOf(characters);
    }

    /** Places that a character takes: 1, 2, or 0 if the alphabet does not have it. */
    static int places(int codePoint) {
        if (codePoint > Character.MAX_VALUE) {
            return 0;
        }
        char character = (char) codePoint;
        return CODES.containsKey(character) ? 1 : EXTENSION.containsKey(character) ? 2 : 0;
    }

    /** Whether the alphabet has every character of a text. */
    static boolean has(String text) {
        return text.codePoints().allMatch(codePoint -> places(codePoint) > 0);
    }

    /**
     * A text in the alphabet.
     *
     * @throws IllegalArgumentException if the alphabet lacks a character of it
     */
    static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            Integer code = CODES.get(text.charAt(i));
            if (code == null) {
                code = EXTENSION.get(text.charAt(i));
                if (code == null) {
                    throw new IllegalArgumentException("the default alphabet lacks a character of the text");
                }
                bytes.write(ESCAPE);
            }
            bytes.write(code);
        }
        return bytes.toByteArray();
    }

    /** What bytes say. Anything can be read: an escape before something unknown is left out, as the standard has it. */
    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int code = bytes[i] & 0x7F;
            @Nullable Character extended = null;
            if (code == ESCAPE) {
                if (i + 1 == bytes.length) {
                    break;
                }
                i++;
                code = bytes[i] & 0x7F;
                extended = EXTENDED.get(code);
            }
            if (extended != null) {
                text.append(extended.charValue());
            } else if (code != ESCAPE) {
                text.append(BASIC.charAt(code));
            }
        }
        return text.toString();
    }
}
