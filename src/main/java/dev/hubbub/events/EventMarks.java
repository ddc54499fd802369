package dev.hubbub.events;

import java.util.Optional;

/** How far readers with a name have come in the event log; several hubs on one database share it. */
public interface EventMarks {
    /** Everything up to here was read; empty for a reader that is new. */
    Optional<Position> of(String reader);

    /** Notes how far a reader has come. */
    void set(String reader, Position position);
}
