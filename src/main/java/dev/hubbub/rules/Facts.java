package dev.hubbub.rules;

import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message as conditions look at it: what it says, folded when first asked for, and what rules have made of it so far.
 */
final class Facts {
    /** Stands between subject and text; no phrase holds it. */
    private static final char GAP = '\0';

    private final Draft draft;
    private final Instant now;
    private final Needles needles;
    private Set<Tag> tags;
    private Priority priority;
    private @Nullable String channel;
    private @Nullable String sender;
    private char @Nullable [] folded;
    private @Nullable String text;
    private int length;
    private int subjectEnd;
    private long @Nullable [] found;

    Facts(Draft draft, Instant now, Needles needles) {
        this.draft = draft;
        this.now = now;
        this.needles = needles;
        this.tags = draft.tags();
        this.priority = draft.priority();
    }

    Draft draft() {
        return draft;
    }

    Instant now() {
        return now;
    }

    Set<Tag> tags() {
        return tags;
    }

    void add(Set<Tag> more) {
        if (!tags.containsAll(more)) {
            tags = new HashSet<>(tags);
            tags.addAll(more);
        }
    }

    Priority priority() {
        return priority;
    }

    void priority(Priority value) {
        priority = value;
    }

    String channel() {
        String text = channel;
        if (text == null) {
            text = draft.channel().toString();
            channel = text;
        }
        return text;
    }

    /** The sender's address in folded letters. */
    String sender() {
        String text = sender;
        if (text == null) {
            text = Folding.fold(draft.sender().uri());
            sender = text;
        }
        return text;
    }

    boolean contains(Needle needle) {
        if (needles.automaton() == null) {
            char[] letters = letters();
            String whole = text;
            if (whole == null) {
                whole = new String(letters, 0, length);
                text = whole;
            }
            return needle.occursIn(whole, letters, subjectEnd);
        }
        long[] all = found();
        return (all[needle.id() >> 6] & (1L << needle.id())) != 0;
    }

    /** A bit for each needle that occurs; only where there is an automaton. */
    long[] found() {
        long[] all = found;
        if (all == null) {
            all = new long[(needles.size() + 63) >> 6];
            Automaton automaton = needles.automaton();
            if (automaton != null) {
                char[] letters = letters();
                automaton.find(letters, length, subjectEnd, all);
            }
            found = all;
        }
        return all;
    }

    /** Subject and text in folded letters. */
    private char[] letters() {
        char[] letters = folded;
        if (letters == null) {
            String subject = draft.subject();
            String body = draft.text();
            letters = new char[body.length() + (subject == null ? 1 : subject.length() + 1)];
            subjectEnd = subject == null ? 0 : Folding.fold(subject, letters, 0);
            letters[subjectEnd] = GAP;
            length = Folding.fold(body, letters, subjectEnd + 1);
            folded = letters;
        }
        return letters;
    }
}
