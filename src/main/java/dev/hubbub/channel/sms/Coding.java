package dev.hubbub.channel.sms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what phones sent, by its data_coding (SMPP 3.4, 5.2.19; 3GPP TS 23.038, 4). */
enum Coding {
    DEFAULT,
    ASCII,
    LATIN1,
    UCS2,
    BINARY;

    /** The alphabet that a data_coding names. */
    static Coding of(int dataCoding) {
        int value = dataCoding & 0xFF;
        return switch (value) {
            case 0x00 -> DEFAULT;
            case 0x01 -> ASCII;
            case 0x03 -> LATIN1;
            case 0x08 -> UCS2;
            case 0x02, 0x04 -> BINARY;
            default -> ofGroup(value);
        };
    }

    /** The coding groups of 23.038: flash messages and the like. */
    private static Coding ofGroup(int value) {
        int group = value >> 4;
        if (group == 0xF) {
            return (value & 0x04) == 0 ? DEFAULT : BINARY;
        }
        if (group == 0xE) {
            return UCS2;
        }
        if (group == 0x1 || group == 0x2 || group == 0x3) {
            int alphabet = (value >> 2) & 0x03;
            return alphabet == 2 ? UCS2 : alphabet == 1 ? BINARY : DEFAULT;
        }
        // message waiting groups are in the default alphabet; other national sets are not for phones of today
        return group == 0xC || group == 0xD ? DEFAULT : BINARY;
    }

    /** What a text says; where a part is missing, the mark stands for it. */
    static String text(HeldTexts.Text text, Alphabet.Writing writing, String missing) {
        StringBuilder said = new StringBuilder();
        List<HeldTexts.Piece> run = new ArrayList<>();
        for (int number = 1; number <= text.total(); number++) {
            HeldTexts.Piece piece = text.pieces().get(number);
            if (piece != null) {
                run.add(piece);
                continue;
            }
            said.append(text(run, writing));
            run.clear();
            boolean first = number == 1 || text.pieces().containsKey(number - 1);
            if (first) {
                said.append(number == 1 ? "" : " ").append(missing).append(number == text.total() ? "" : " ");
            }
        }
        return said.append(text(run, writing)).toString().strip();
    }

    /** What came, where all of it is there and none of it is text. */
    static Optional<byte[]> bytes(HeldTexts.Text text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (HeldTexts.Piece piece : text.pieces().values()) {
            if (of(piece.dataCoding()) != BINARY) {
                return Optional.empty();
            }
            bytes.writeBytes(piece.bytes());
        }
        return text.pieces().size() == text.total() ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }

    /** A sender may have cut a character between two pieces: those that follow each other are put together first. */
    private static String text(List<HeldTexts.Piece> pieces, Alphabet.Writing writing) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (int i = 0; i < pieces.size(); i++) {
            HeldTexts.Piece piece = pieces.get(i);
            run.writeBytes(piece.bytes());
            boolean ends = i + 1 == pieces.size() || of(pieces.get(i + 1).dataCoding()) != of(piece.dataCoding());
            if (ends) {
                text.append(of(piece.dataCoding()).read(run.toByteArray(), writing));
                run.reset();
            }
        }
        return text.toString();
    }

    private String read(byte[] bytes, Alphabet.Writing writing) {
        return switch (this) {
            case DEFAULT ->
                writing == Alphabet.Writing.GSM ? Gsm7.decode(bytes) : new String(bytes, StandardCharsets.ISO_8859_1);
            case ASCII -> new String(bytes, StandardCharsets.US_ASCII);
            case LATIN1 -> new String(bytes, StandardCharsets.ISO_8859_1);
            case UCS2 -> new String(bytes, StandardCharsets.UTF_16BE);
            case BINARY -> "[" + bytes.length + " bytes that are no text]";
        };
    }
}
