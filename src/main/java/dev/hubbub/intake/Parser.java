package dev.hubbub.intake;

import dev.hubbub.message.Draft;
import java.util.List;
import java.util.Map;

/**
 * Reads a message before it is stored, and may change or tag it. A parser that fails or hangs is cut off, traced and
 * skipped; the message is not lost.
 */
public interface Parser {
    /** Its name in channel settings and traces. */
    String name();

    /** Its place: parsers with lower numbers go first. */
    int order();

    /** A quick look at whether there is anything in the draft for this parser. */
    boolean wants(Draft draft);

    /** Does the work. Whatever it throws only costs the message this parser's help. */
    Parsed parse(Draft draft) throws Exception;

    /**
     * What came of it.
     *
     * @param draft the message from now on
     * @param notes for the trace: what was done, as JSON values
     */
    record Parsed(Draft draft, List<Map<String, Object>> notes) {
        public Parsed {
            notes = List.copyOf(notes);
        }
    }
}
