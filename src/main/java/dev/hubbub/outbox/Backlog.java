package dev.hubbub.outbox;

import dev.hubbub.outbox.DeliveryQueue.Owed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane holds in memory, in order, and whether it knows of everything there is: while something of its channel is
 * only in the table (it is <em>behind</em>), nothing newer is taken from memory, so that order is kept. Guarded by the
 * lane's lock.
 */
final class Backlog {
    private final int capacity;
    private final Deque<Owed> ready = new ArrayDeque<>();
    private int reserved;
    private int missed;
    private boolean behind = true;
    /** Until the table has been looked through, something handed over would overtake what is there. */
    private boolean gaveBack = true;

    Backlog(int capacity) {
        this.capacity = capacity;
    }

    /** Whether there is room, and nothing older waits in the table. */
    boolean reserve() {
        if (behind || ready.size() + reserved >= capacity) {
            behind = true;
            return false;
        }
        reserved++;
        return true;
    }

    void unreserve() {
        reserved = Math.max(0, reserved - 1);
    }

    /** Takes what was reserved for, unless older ones have gone back to the table since. */
    boolean fill(Owed owed) {
        unreserve();
        return !gaveBack && ready.add(owed);
    }

    /** From the table. */
    void add(Owed owed) {
        ready.add(owed);
    }

    @Nullable
    Owed take() {
        return ready.poll();
    }

    /** Counts deliveries that were turned away and are on their way into the table. */
    void missed(int change) {
        missed = Math.max(0, missed + change);
    }

    /** Something is in the table that never was in memory. */
    void fallBehind() {
        behind = true;
    }

    boolean behind() {
        return behind;
    }

    /** What was held goes back to the table: all that comes now is newer than that. */
    List<Owed> giveBack() {
        behind = true;
        gaveBack = true;
        List<Owed> all = new ArrayList<>(ready);
        ready.clear();
        return all;
    }

    /** The table had nothing; unless something is on its way there, memory has it all now. */
    void caughtUp() {
        behind = missed > 0;
        gaveBack = gaveBack && behind;
    }

    int size() {
        return ready.size();
    }
}
