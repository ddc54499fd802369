package dev.hubbub.bot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The kept reminders, as their alarm clock sees them. */
public interface DueReminders {
    /** A reminder that is still to be said; empty if it was said or called off. */
    Optional<Reminder> find(UUID id);

    /** Notes that it was said; its text is wiped. */
    void said(UUID id);

    /** All that are still to be said, with their times. */
    Map<UUID, Instant> all();
}
