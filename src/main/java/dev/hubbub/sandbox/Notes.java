package dev.hubbub.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a peer of the sandbox remembers: bounded, the oldest goes first. */
final class Notes {
    private final Keep keep;
    private final Deque<Note> notes = new ArrayDeque<>();
    private long size;
    private long count;

    Notes(Keep keep) {
        this.keep = keep;
    }

    synchronized void add(Note note) {
        Note named = note.withId(Long.toString(++count));
        notes.add(named);
        size += named.size();
        while (notes.size() > keep.messages() || (size > keep.bytes() && notes.size() > 1)) {
            size -= notes.removeFirst().size();
        }
    }

    /** The latest last. */
    synchronized List<Note> all() {
        return new ArrayList<>(notes);
    }

    /** The boxes that are always there, and after them those that something came into. */
    List<Peer.Box> boxes(List<Peer.Box> fixed, Function<String, Peer.Box> other) {
        List<String> known = fixed.stream().map(Peer.Box::address).toList();
        Stream<Peer.Box> more = all().stream()
                .map(Note::box)
                .distinct()
                .filter(box -> !known.contains(box))
                .map(other);
        return Stream.concat(fixed.stream(), more).toList();
    }
}
