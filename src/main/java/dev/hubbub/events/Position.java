package dev.hubbub.events;

import java.util.regex.Pattern;

/**
 * A place in the event log, and the {@code id:} of a stream's events.
 *
 * @param transaction PostgreSQL's transaction id (xid8)
 * @param sequence order within and beside transactions
 */
public record Position(long transaction, long sequence) implements Comparable<Position> {
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,19})-(0|[1-9][0-9]{0,19})");

    /** Before everything. */
    public static final Position START = new Position(0, 0);

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    public static Position parse(String text) {
        int dash = text.indexOf('-');
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no position of the event log");
        }
        return new Position(
                Long.parseUnsignedLong(text.substring(0, dash)), Long.parseUnsignedLong(text.substring(dash + 1)));
    }

    @Override
    public int compareTo(Position other) {
        int byTransaction = Long.compareUnsigned(transaction, other.transaction);
        return byTransaction != 0 ? byTransaction : Long.compareUnsigned(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(transaction) + "-" + Long.toUnsignedString(sequence);
    }
}
