package dev.hubbub.channel.sms;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a text goes out: in the phones' default alphabet where that has every character, else in UCS-2. */
enum Alphabet {
    /** 160 places in one message, 153 in each part of a longer one. */
    DEFAULT(0, 160, 153) {
        @Override
        int places(int codePoint) {
            return Gsm7.places(codePoint);
        }
    },

    /** 70 places, 67 in each part; what lies beyond the basic plane takes two. */
    UCS2(8, 70, 67) {
        @Override
        int places(int codePoint) {
            return Character.charCount(codePoint);
        }
    };

    /** How the SMSC wants its default alphabet (data coding 0) written. */
    enum Writing {
        /** As 3GPP TS 23.038 numbers the characters. */
        GSM,
        /** As ISO 8859-1 does; the SMSC translates. What that lacks goes out in UCS-2. */
        LATIN1;

        /** The value of a key. */
        static Writing of(String word) {
            return valueOf(word.strip().toUpperCase(Locale.ROOT));
        }
    }

    private final int coding;
    private final int alone;
    private final int part;

    Alphabet(int coding, int alone, int part) {
        this.coding = coding;
        this.alone = alone;
        this.part = part;
    }

    /** Places that a character takes. */
    abstract int places(int codePoint);

    /** The data_coding of SMPP. */
    byte coding() {
        return (byte) coding;
    }

    /** Places of a message that is not split. */
    int alone() {
        return alone;
    }

    /** Places of each part of one that is. */
    int part() {
        return part;
    }

    int length(String text) {
        return text.codePoints().map(this::places).sum();
    }

    static Alphabet of(String text, Writing writing) {
        boolean written = writing == Writing.GSM
                || StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
        return written && Gsm7.has(text) ? DEFAULT : UCS2;
    }

    byte[] encode(String text, Writing writing) {
        if (this == UCS2) {
            return text.getBytes(StandardCharsets.UTF_16BE);
        }
        return writing == Writing.GSM ? Gsm7.encode(text) : text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
