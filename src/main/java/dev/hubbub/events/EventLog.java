package dev.hubbub.events;

import dev.hubbub.message.TraceEvent;
import java.util.List;
import java.util.Set;

/** All events that were committed, in an order that never changes once seen. */
public interface EventLog {
    /**
     * Events after a position, oldest first. Nothing is ever inserted before what was returned: the order is that of
     * {@code (transaction id, sequence)}, and only transactions below the snapshot's xmin are read.
     */
    List<Recorded> after(Position position, int limit);

    /** As {@link #after(Position, int)}, those of some types only. */
    List<Recorded> after(Position position, int limit, Set<TraceEvent.Type> types);

    /** The end of the log as of now: what is committed before this returns lies before it. */
    Position latest();

    /** The oldest position that is still kept; earlier ones have been retired. */
    Position oldest();

    /** Commits an event of its own. */
    void append(TraceEvent event);

    /** An event at its place in the log. */
    record Recorded(Position position, TraceEvent event) {}
}
