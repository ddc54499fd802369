package dev.hubbub.events;

import dev.hubbub.message.TraceEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** All events that were committed, in an order that never changes once seen. */
public interface EventLog {
    /**
     * Events of some types after a position, oldest first. Nothing is ever inserted before what was returned: the order is
     * that of {@code (transaction id, sequence)}, and only transactions below the snapshot's xmin are read.
     */
    Page after(Position position, int limit, Set<TraceEvent.Type> types);

    /** As {@link #after(Position, int, Set)}, those of all types. */
    default Page after(Position position, int limit) {
        return after(position, limit, EnumSet.allOf(TraceEvent.Type.class));
    }

    /** The end of the log as of now: what is committed before this returns lies before it. */
    Position latest();

    /** The oldest position that is still kept; earlier ones have been retired. */
    Position oldest();

    /** Commits an event of its own. */
    void append(TraceEvent event);

    /** An event at its place in the log. */
    record Recorded(Position position, TraceEvent event) {}

    /**
     * A stretch of the log.
     *
     * @param events what is in it, of the types that were asked for, oldest first
     * @param end how far it goes: there is nothing else of those types up to here. Perhaps more, beyond, if as many were
     *     found as were wanted at most
     */
    record Page(List<Recorded> events, Position end) {
        public Page {
            events = List.copyOf(events);
        }
    }
}
