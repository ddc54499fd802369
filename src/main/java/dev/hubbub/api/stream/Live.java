package dev.hubbub.api.stream;

import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.EventLog.Page;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.events.Position;
import dev.hubbub.message.TraceEvent;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers that are up to date. One thread follows the feed, puts together what each audience hears, and hands it to
 * the readers' event loops. What comes while these still write, and for as long again, is gathered and written together:
 * the more there is to tell, the fewer the writes for each event, and writing never takes all of the machine from those who
 * publish. With few readers that is no time at all. If the thread falls behind the feed, or the database fails it, it goes on
 * from the log: nothing is left out.
 */
final class Live implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final int PAGE = 500;
    /** What may wait to be told before it is let go and read from the log again, in events. */
    private static final int MOST_WAITING = 32_000;

    private static final int RECENT_WEIGHT = 8_000_000;

    /** The longest that what comes is gathered after the loops have written, in nanoseconds. */
    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(10);

    /** A rest is not worth a clock if it is shorter than this, in nanoseconds. */
    private static final long SHORTEST_REST = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventLog log;
    private final Telling telling;
    private final ScheduledExecutorService thread;
    private final EventFeed.Subscription subscription;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Demand demand = new Demand();
    private volatile boolean behind;

    // only the thread's own from here on
    private final Map<Audience, Set<Reader>> readers = new LinkedHashMap<>();
    private final List<Page> gathered = new ArrayList<>();
    private int loopsWriting;
    private long writingSince;
    private boolean resting;
    private final Deque<Told> recent = new ArrayDeque<>();
    private int recentWeight;
    private Position recentFrom;
    private volatile Position position;

    Live(EventLog log, EventFeed feed, Telling telling) {
        this.log = log;
        this.telling = telling;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "hubbub-streams");
            made.setDaemon(true);
            return made;
        });
        this.subscription = feed.listen(new EventFeed.Listener() {
            @Override
            public void tell(Page page) {
                offer(page);
            }

            @Override
            public Set<TraceEvent.Type> wanted() {
                return demand.types();
            }

            @Override
            public boolean isPatient() {
                return demand.isNone();
            }
        });
        this.position = feed.position();
        this.recentFrom = position;
        // events told between the two lines above come by the log
        recover();
    }

    /** How far it has told. */
    Position position() {
        return position;
    }

    /** Somebody is on the way to {@link #join}: from now on keep what they may miss meanwhile. */
    void expect(Filter filter) {
        demand.add(filter.wanted());
    }

    /** Somebody who was expected has left. */
    void forget(Reader reader) {
        demand.remove(reader.audience().filter().wanted());
        onThread(() -> {
            Set<Reader> peers = readers.get(reader.audience());
            if (peers != null && peers.remove(reader) && peers.isEmpty()) {
                readers.remove(reader.audience());
            }
        });
    }

    /**
     * Takes a reader among those who are told at once.
     *
     * @param tooLate what to do if it is too far behind for that: it has to read on in the log first
     */
    void join(Reader reader, Consumer<Reader> tooLate) {
        onThread(() -> {
            if (reader.isClosed()) {
                return;
            }
            if (reader.position().compareTo(position) < 0 && reader.position().compareTo(recentFrom) < 0) {
                tooLate.accept(reader);
                return;
            }
            List<Told> missed = recent.stream()
                    .filter(told -> told.position().compareTo(reader.position()) > 0)
                    .toList();
            List<Buffer> pieces = telling.pieces(missed, reader.audience());
            if (reader.position().compareTo(position) < 0) {
                reader.position(position);
            }
            readers.computeIfAbsent(reader.audience(), unused -> new LinkedHashSet<>())
                    .add(reader);
            reader.context().runOnContext(unused -> reader.write(pieces));
        });
    }

    /** Writes a comment to everybody, with the position for those who have not heard anything for long. */
    void beat() {
        onThread(() -> {
            Buffer beat = Buffer.buffer((":\nid: " + position + "\n\n").getBytes(StandardCharsets.UTF_8));
            Writes writes = new Writes();
            readers.values().forEach(peers -> peers.forEach(reader -> writes.add(reader, () -> reader.beat(beat))));
            write(writes);
        });
    }

    /** A page of the feed; on the feed's thread. */
    private void offer(Page page) {
        if (behind) {
            return;
        }
        if (waiting.addAndGet(weight(page)) > MOST_WAITING) {
            waiting.addAndGet(-weight(page));
            recover();
            return;
        }
        onThread(() -> {
            gathered.add(page);
            tellGathered();
        });
    }

    private static int weight(Page page) {
        return 1 + page.events().size();
    }

    private void tellGathered() {
        if (loopsWriting > 0 || resting || gathered.isEmpty()) {
            return;
        }
        List<Page> pages = List.copyOf(gathered);
        gathered.clear();
        pages.forEach(page -> waiting.addAndGet(-weight(page)));
        List<Recorded> events =
                pages.stream().flatMap(page -> page.events().stream()).toList();
        Position end = pages.get(pages.size() - 1).end();
        guarded(() -> advance(new Page(events, end)));
    }

    private void recover() {
        behind = true;
        onThread(() -> guarded(this::readOn));
    }

    /** Reads from the log all that the feed told meanwhile. */
    private void readOn() {
        behind = false;
        Page page;
        do {
            page = log.after(position, PAGE);
            advance(page);
        } while (page.events().size() == PAGE);
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("streams wait for the log: {}", e.toString());
            behind = true;
            var unused = thread.schedule(() -> guarded(this::readOn), 1, TimeUnit.SECONDS);
        }
    }

    private void advance(Page page) {
        if (position.compareTo(page.end()) >= 0) {
            return;
        }
        boolean noneWanted = demand.isNone();
        List<Recorded> news = page.events().stream()
                .filter(recorded -> !noneWanted && recorded.position().compareTo(position) > 0)
                .toList();
        if (noneWanted) {
            // all up to there was committed before anybody who may come
            recent.clear();
            recentWeight = 0;
            recentFrom = page.end();
        }
        List<Told> told = telling.of(news);
        tell(told, page.end());
        remember(told);
        position = page.end();
    }

    private static void raise(Reader reader, Position to) {
        if (reader.position().compareTo(to) < 0) {
            reader.position(to);
        }
    }

    private void tell(List<Told> page, Position end) {
        Writes writes = new Writes();
        readers.forEach((audience, peers) -> {
            List<Buffer> pieces = telling.pieces(page, audience);
            if (!pieces.isEmpty()) {
                peers.forEach(reader -> {
                    List<Buffer> news = from(reader, page, pieces);
                    writes.add(reader, () -> reader.write(news));
                });
            }
            peers.forEach(reader -> raise(reader, end));
        });
        write(writes);
    }

    /** A reader may know the beginning of a page already, from the log. */
    private List<Buffer> from(Reader reader, List<Told> page, List<Buffer> pieces) {
        if (reader.position().compareTo(page.get(0).position()) < 0) {
            return pieces;
        }
        return telling.pieces(
                page.stream()
                        .filter(told -> told.position().compareTo(reader.position()) > 0)
                        .toList(),
                reader.audience());
    }

    /** What is to be written, by event loop: each is gone to once. */
    private static final class Writes {
        private final Map<Thread, Context> loops = new HashMap<>();
        private final Map<Thread, List<Runnable>> writes = new HashMap<>();

        void add(Reader reader, Runnable write) {
            loops.putIfAbsent(reader.loop(), reader.context());
            writes.computeIfAbsent(reader.loop(), unused -> new ArrayList<>()).add(write);
        }
    }

    private void write(Writes writes) {
        if (loopsWriting == 0) {
            writingSince = System.nanoTime();
        }
        writes.loops.forEach((loop, context) -> {
            List<Runnable> all = writes.writes.getOrDefault(loop, List.of());
            context.runOnContext(unused -> {
                try {
                    all.forEach(Runnable::run);
                } finally {
                    onThread(this::written);
                }
            });
            loopsWriting++;
        });
    }

    /** An event loop has written all that it was given. */
    private void written() {
        loopsWriting--;
        if (loopsWriting > 0) {
            return;
        }
        long rest = Math.min(LONGEST_REST, System.nanoTime() - writingSince);
        if (rest < SHORTEST_REST || resting) {
            tellGathered();
            return;
        }
        resting = true;
        var unused = thread.schedule(this::rested, rest, TimeUnit.NANOSECONDS);
    }

    private void rested() {
        resting = false;
        tellGathered();
    }

    private void remember(List<Told> told) {
        for (Told one : told) {
            recent.add(one);
            recentWeight += one.weight();
        }
        while (recentWeight > RECENT_WEIGHT) {
            Told oldest = recent.remove();
            recentWeight -= oldest.weight();
            recentFrom = oldest.position();
        }
    }

    private void onThread(Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(work);
        }
    }

    @Override
    public void close() {
        subscription.close();
        thread.shutdownNow();
    }
}
