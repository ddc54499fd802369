package dev.hubbub.bot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where reminders are kept for those who asked for them, durably. */
public interface ReminderBook {
    /**
     * Keeps a reminder. The same {@link Call#key} twice gives the first one again, whatever has become of it.
     *
     * @param most how many a sender may have waiting at one place
     * @return what is kept, or empty if the sender has that many waiting
     */
    Optional<Reminder> add(Call owner, String text, Instant at, int most);

    /** What a sender has waiting at the place where they ask, soonest first. */
    List<Reminder> waiting(Call owner);

    /**
     * Calls a reminder off.
     *
     * @return it, also if it was called off before; empty if there is none of that number that could be called off
     */
    Optional<Reminder> cancel(Call owner, int number);
}
