package dev.hubbub.channel.sms;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What a phone does: it splits what is typed, and joins and reads what comes. For peers to try the hub with. */
public final class Handset {
    private static final int MOST_WAITING = 100;
    private static final int BYTES_A_PART = 128;
    private static final int PART = 5;
    private static final byte BINARY = 0x04;

    /** From port 9200 to port 9200. */
    private static final byte[] PORTS = {0x05, 0x04, 0x23, (byte) 0xF0, 0x23, (byte) 0xF0};

    private final Map<String, TreeMap<Integer, HeldTexts.Piece>> waiting = new HashMap<>();

    /**
     * One message on the air.
     *
     * @param coding data_coding of SMPP
     * @param hasHeader whether the body begins with a user data header
     */
    public record Air(byte coding, boolean hasHeader, byte[] body) {}

    /** What is typed, as it goes on the air; a text that is too long for one message under this reference. */
    public static List<Air> type(String text, int reference) {
        Outgoing outgoing = Outgoing.of(text, Alphabet.Writing.GSM, Outgoing.MOST_PARTS);
        List<Air> all = new ArrayList<>();
        int total = outgoing.parts().size();
        for (int i = 1; i <= total; i++) {
            byte[] body = outgoing.alphabet().encode(outgoing.parts().get(i - 1), Alphabet.Writing.GSM);
            all.add(new Air(
                    outgoing.alphabet().coding(),
                    total > 1,
                    total > 1 ? new Header(reference, total, i).before(body) : body));
        }
        return all;
    }

    /** Bytes that are no text, as a program on a phone sends them to a port (3GPP TS 23.040, 9.2.3.24.4). */
    public static List<Air> send(byte[] bytes, int reference) {
        List<Air> all = new ArrayList<>();
        int total = Math.max(1, (bytes.length + BYTES_A_PART - 1) / BYTES_A_PART);
        for (int i = 1; i <= total; i++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(total > 1 ? PORTS.length + PART : PORTS.length);
            body.writeBytes(PORTS);
            if (total > 1) {
                body.writeBytes(new byte[] {0x00, 0x03, (byte) reference, (byte) total, (byte) i});
            }
            body.writeBytes(
                    Arrays.copyOfRange(bytes, (i - 1) * BYTES_A_PART, Math.min(bytes.length, i * BYTES_A_PART)));
            all.add(new Air(BINARY, true, body.toByteArray()));
        }
        return all;
    }

    /** Takes what comes from somebody; the text, once all of it is there. */
    public synchronized Optional<String> take(String from, Air air) {
        Header.Split split = air.hasHeader() ? Header.read(air.body()) : new Header.Split(Optional.empty(), air.body());
        HeldTexts.Piece piece = new HeldTexts.Piece(air.coding() & 0xFF, split.rest());
        int total = split.header().map(Header::total).orElse(1);
        TreeMap<Integer, HeldTexts.Piece> pieces = new TreeMap<>();
        if (total > 1) {
            Header header = split.header().orElseThrow();
            String key = from + " " + header.reference() + " " + total;
            if (waiting.size() > MOST_WAITING) {
                waiting.clear();
            }
            pieces = waiting.computeIfAbsent(key, unused -> new TreeMap<>());
            pieces.put(header.number(), piece);
            if (pieces.size() < total) {
                return Optional.empty();
            }
            waiting.remove(key);
        } else {
            pieces.put(1, piece);
        }
        HeldTexts.Text text = new HeldTexts.Text(new UUID(0, 0), from, total, pieces, false);
        return Optional.of(Coding.text(text, Alphabet.Writing.GSM, ""));
    }
}
