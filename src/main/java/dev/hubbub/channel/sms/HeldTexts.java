package dev.hubbub.channel.sms;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where what phones sent is held until it has been passed on, durably: an SMSC is told that a part has come only once it is
 * here. Whatever comes twice is found here, too.
 */
public interface HeldTexts {
    /**
     * One stretch of what somebody wrote.
     *
     * @param dataCoding how it is written (SMPP 3.4, 5.2.19)
     */
    record Piece(int dataCoding, byte[] bytes) {
        /** Whether two pieces are the same. */
        public boolean says(Piece other) {
            return dataCoding == other.dataCoding && Arrays.equals(bytes, other.bytes);
        }
    }

    /**
     * One message of an SMSC: a text, or a part of one.
     *
     * @param line which account it came by
     * @param sender its address in the hub
     * @param target whom it was sent to
     * @param reference the same for all parts of a text; null for a whole one
     * @param total how many parts the text has
     * @param number which one this is, from 1
     */
    record Part(
            String line,
            String sender,
            String target,
            @Nullable Integer reference,
            int total,
            int number,
            Piece piece) {}

    /**
     * A text with the parts of it that are there.
     *
     * @param id its name here
     * @param sender its address in the hub
     * @param total parts it has
     * @param pieces those that are there, by number
     * @param late whether the rest was passed on before these pieces came
     */
    record Text(UUID id, String sender, int total, SortedMap<Integer, Piece> pieces, boolean late) {
        public Text {
            pieces = Collections.unmodifiableSortedMap(new TreeMap<>(pieces));
        }

        /** Its name as the network's id of a message; of a part that came late, another than the rest had. */
        String key() {
            return late ? id + ":" + pieces.firstKey() : id.toString();
        }
    }

    /**
     * Keeps a part.
     *
     * @param repeat how long after one the same again counts as a repeat of it
     * @return the text, if it can be passed on now: its last part has come, or it is one that was there already
     */
    Optional<Text> add(Part part, Duration repeat);

    /** Texts of an account whose first part came so long ago, and which were not passed on. */
    List<Text> overdue(String line, Duration patience);

    /** A text is in the hub. What is left of it is only to tell repeats. */
    void passedOn(UUID text);
}
