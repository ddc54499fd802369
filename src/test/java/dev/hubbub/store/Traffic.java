package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.Position;
import dev.hubbub.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Two who read and search, one who follows the events, and one who writes, without pause. */
final class Traffic {
    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger searches = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final StoredArchive archive;
    private final Parts hub;
    private final Map<MessageId, Integer> stored;
    private final List<MessageId> known;

    Traffic(Database database, Parts hub, Map<MessageId, Integer> stored) {
        this.archive = new StoredArchive(database);
        this.hub = hub;
        this.stored = stored;
        this.known = List.copyOf(stored.keySet());
    }

    void begin() {
        for (int i = 0; i < 2; i++) {
            Random random = new Random(i);
            run(() -> read(random));
        }
        run(this::follow);
        AtomicInteger next = new AtomicInteger(known.size());
        run(() -> {
            int from = next.getAndAdd(20);
            Numbered.store(hub, stored, from, from + 20);
            Numbered.fail(hub, 5);
            writes.addAndGet(20);
        });
    }

    private void read(Random random) {
        MessageId id = known.get(random.nextInt(known.size()));
        List<Kept> found = archive.find(List.of(id));
        assertThat(found).hasSize(1);
        Numbered.assertReads(found.get(0), stored);
        reads.incrementAndGet();
        assertThat(Numbered.find(archive, "word" + stored.get(id), 10))
                .extracting(kept -> kept.message().id())
                .containsExactly(id);
        searches.incrementAndGet();
    }

    private void follow() {
        Position at = Position.START;
        List<EventLog.Recorded> page = hub.events().after(at, 500).events();
        while (!page.isEmpty() && !ended.get()) {
            page.forEach(one -> assertThat(one.event().detail()).doesNotContainKey("unreadable"));
            at = page.get(page.size() - 1).position();
            page = hub.events().after(at, 500).events();
        }
    }

    private void run(Runnable work) {
        Thread thread = new Thread(() -> {
            while (!ended.get()) {
                try {
                    work.run();
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e.toString());
                }
            }
        });
        threads.add(thread);
        thread.start();
    }

    void end() throws InterruptedException {
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
