package dev.hubbub.bot;

import java.time.Instant;
import java.util.UUID;

/** Calls {@link Reminders#ring} at the time that was set, once in all nodes, also if the hub was down meanwhile. */
public interface AlarmClock {
    /** Sets the alarm of a reminder; if it is set already, nothing changes. */
    void set(UUID reminder, Instant at);

    /** Takes it back, if it is set. */
    void unset(UUID reminder);
}
