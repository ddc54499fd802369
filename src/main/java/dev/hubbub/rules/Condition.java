package dev.hubbub.rules;

import com.google.re2j.Pattern;
import dev.hubbub.message.Priority;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of a message. Lists mean any of them, except in {@link All}. */
public sealed interface Condition {
    /**
     * It arrived on such a channel.
     *
     * @param patterns {@code kind/name}, with {@code *} for any characters
     */
    record Channel(List<Glob> patterns) implements Condition {
        public Channel {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * Its sender has such an address (a claim, unless {@link Verified} is asked for as well).
     *
     * @param patterns an address's URI, with {@code *} for any characters; case does not matter
     */
    record Sender(List<Glob> patterns) implements Condition {
        public Sender {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * Such words or phrases occur in it.
     *
     * @param in where they are looked for
     */
    record Words(In in, List<Phrase> phrases) implements Condition {
        public Words {
            phrases = List.copyOf(phrases);
        }
    }

    /** Such a regular expression is found in its subject or text. */
    record Matches(List<Pattern> patterns) implements Condition {
        public Matches {
            patterns = List.copyOf(patterns);
        }
    }

    /** It bears such a tag, from a parser or from an earlier rule. */
    record HasTag(List<TagPattern> patterns) implements Condition {
        public HasTag {
            patterns = List.copyOf(patterns);
        }
    }

    /** It presses as much, or more. */
    record AtLeast(Priority priority) implements Condition {}

    /** Its sender was proven, or was not. */
    record Verified(boolean wanted) implements Condition {}

    /** It has attachments, or has none. */
    record HasAttachment(boolean wanted) implements Condition {}

    /**
     * It is accepted on such days between such times of the clock. A span over midnight belongs to the day it began on.
     *
     * @param days never empty
     * @param from inclusive
     * @param to exclusive, or null for the end of the day; earlier than {@code from} means the next day
     */
    record Time(
            Set<DayOfWeek> days, LocalTime from, @Nullable LocalTime to, ZoneId zone) implements Condition {
        public Time {
            days = Set.copyOf(days);
        }
    }

    /** The other does not hold. */
    record Not(Condition condition) implements Condition {}

    /** One of them holds. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** All of them hold; none at all holds always. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** Where words are looked for. */
    enum In {
        SUBJECT_OR_TEXT,
        SUBJECT
    }
}
