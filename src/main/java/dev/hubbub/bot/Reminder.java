package dev.hubbub.bot;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.UUID;

/**
 * What somebody wants to be told later.
 *
 * @param id its name
 * @param number how its owner names it: counted for each sender at each place
 * @param owner who asked for it, where and when
 * @param text what to say; empty once it was said
 * @param at when to say it
 */
public record Reminder(UUID id, int number, Call owner, String text, Instant at) {
    /** When it is due, on the clock of the one who asked. */
    ZonedDateTime due() {
        ZoneId zone = owner.zone();
        return at.atZone(zone);
    }
}
