package dev.hubbub.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Who is killed, and when: all of it follows from the seed ({@code -Dhubbub.crash.seed}; else a random one). It ends
 * early after {@code -Dhubbub.crash.minutes}, where those are given.
 */
final class Plan {
    private static final int MOST_ANSWERS = 120;
    private static final int MOST_MILLIS = 150;

    private final long seed = Long.getLong("hubbub.crash.seed", new Random().nextInt(1_000_000));
    private final long end =
            System.nanoTime() + TimeUnit.MINUTES.toNanos(Integer.getInteger("hubbub.crash.minutes", 600));
    private final List<Kill> kills;
    private int hubKills;
    private int databaseKills;

    /**
     * One kill.
     *
     * @param hub whether it is the hub that is killed, or else the database
     * @param answers how many texts are to be answered before
     * @param millis how long to wait then, so that it falls anywhere within whatever is going on
     */
    record Kill(boolean hub, int answers, int millis) {}

    /** So many kills of each, in random order. */
    Plan(int hubKills, int databaseKills) {
        Random random = new Random(seed);
        List<Boolean> order = new ArrayList<>(Collections.nCopies(hubKills, true));
        order.addAll(Collections.nCopies(databaseKills, false));
        Collections.shuffle(order, random);
        this.kills = order.stream()
                .map(hub -> new Kill(hub, 1 + random.nextInt(MOST_ANSWERS), random.nextInt(MOST_MILLIS)))
                .toList();
    }

    List<Kill> kills() {
        return kills;
    }

    boolean isOver() {
        return System.nanoTime() > end;
    }

    void done(Kill kill) {
        if (kill.hub()) {
            hubKills++;
        } else {
            databaseKills++;
        }
    }

    /** The seed, and who has been killed so far. */
    @Override
    public String toString() {
        return "seed=%d hub kills=%d database kills=%d".formatted(seed, hubKills, databaseKills);
    }
}
