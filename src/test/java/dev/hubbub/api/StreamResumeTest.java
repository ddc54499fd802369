package dev.hubbub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.AskedHub;
import dev.hubbub.Asking;
import dev.hubbub.Scale;
import dev.hubbub.events.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of streams that break off at any byte, while many write, and commits come in another order than sequences. */
@Tag("slow")
class StreamResumeTest {
    private static final int WRITERS = 32;
    private static final int READERS = 4;
    private static final int EVENTS = Scale.of(3_000, 50_000);
    private static final int DISCONNECTS = Scale.of(80, 500);
    private static final int BYTES_AN_EVENT = 900;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(Scale.of(2, 15));

    private static final String TEAM = "/channels/shoutbox/team/messages";

    private final long seed = Scale.seed();

    @Test
    void readersThatBreakOffAnywhereMissNothing(@TempDir Path folder) throws Exception {
        try (AskedHub hub = AskedHub.start(folder)) {
            Asking operator = hub.client("operator", "operator");
            String start = presentOf(operator);
            Set<String> posted = ConcurrentHashMap.newKeySet();
            AtomicBoolean written = new AtomicBoolean();
            List<Resuming> readers = IntStream.range(0, READERS)
                    .mapToObj(i -> new Resuming(operator, start, new Random(seed + i)))
                    .toList();
            List<CompletableFuture<Void>> reading = readers.stream()
                    .map(reader -> CompletableFuture.runAsync(() -> reader.run(hub, written)))
                    .toList();
            CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> commitLate(hub, written));
            List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> thread(() -> write(operator, posted)))
                    .toList();
            writers.forEach(CompletableFuture::join);
            await().atMost(LONG_ENOUGH)
                    .until(() -> hub.number("select count(*) from delivery where state = 'pending'") == 0);
            written.set(true);
            slow.join();
            reading.forEach(CompletableFuture::join);

            long events = hub.number(after(start));
            int disconnects =
                    readers.stream().mapToInt(reader -> reader.disconnects).sum();
            long missing = readers.stream()
                    .mapToLong(reader -> events - reader.heard.size())
                    .sum();
            Scale.figure(
                    "sse",
                    "seed=" + seed + " writers=" + WRITERS + " readers=" + READERS + " events=" + events
                            + " disconnects=" + disconnects + " (resets="
                            + readers.stream().mapToInt(r -> r.resets).sum()
                            + ") missing=" + missing);
            assertThat(events).isGreaterThanOrEqualTo(EVENTS);
            assertThat(disconnects).isGreaterThanOrEqualTo(DISCONNECTS);
            for (Resuming reader : readers) {
                assertThat(reader.heard).as("seed " + seed).hasSize((int) events);
                assertThat(reader.outOfOrder).as("seed " + seed).isZero();
                assertThat(reader.gaps).as("seed " + seed).isZero();
                assertThat(reader.told("message.stored")).containsAll(posted);
                assertThat(reader.told("delivery.sent")).containsAll(posted);
            }
        }
    }

    @Test
    void readerThatWasAwayForTooLongIsToldOfTheGap(@TempDir Path folder) throws Exception {
        try (AskedHub hub = AskedHub.start(folder)) {
            Asking operator = hub.client("operator", "operator");
            String start = presentOf(operator);
            String old = operator.post(TEAM, says("long ago")).json().get("id").asText();
            List<RawStream.Event> first = new ArrayList<>();
            await().until(() -> hub.number(after(start)) >= 2);
            try (RawStream stream = new RawStream(operator, "", start)) {
                stream.read(Integer.MAX_VALUE, first::add);
            }
            assertThat(first).extracting(event -> messageOf(event)).contains(old);
            hub.change("update trace_event set at = at - interval '8 days'");
            String young = operator.post(TEAM, says("today")).json().get("id").asText();
            await().until(() ->
                    hub.number("select count(*) from trace_event where at > now() - interval '1 day'") >= 2);

            List<RawStream.Event> again = new ArrayList<>();
            try (RawStream stream = new RawStream(operator, "", start)) {
                stream.read(Integer.MAX_VALUE, again::add);
                String next =
                        operator.post(TEAM, says("and on")).json().get("id").asText();
                await().until(() -> {
                    stream.read(Integer.MAX_VALUE, again::add);
                    return again.stream().anyMatch(event -> messageOf(event).equals(next));
                });
            }
            assertThat(again.get(0).type()).isEqualTo("gap");
            assertThat(again).extracting(event -> messageOf(event)).doesNotContain(old);

            List<RawStream.Event> within = new ArrayList<>();
            String before = hub.text("select xid::text || '-' || (seq - 1) from trace_event where at > now() - interval"
                    + " '1 day' order by xid, seq limit 1");
            try (RawStream stream = new RawStream(operator, "", before)) {
                stream.read(Integer.MAX_VALUE, within::add);
            }
            assertThat(within.get(0).type()).isEqualTo("message.stored");
            assertThat(messageOf(within.get(0))).isEqualTo(young);
        }
    }

    private static String messageOf(RawStream.Event event) {
        return event.data().path("data").path("messageId").asText();
    }

    private static String presentOf(Asking operator) {
        try (EventReader reader = EventReader.open(operator, "")) {
            await().until(() -> !reader.lastId().isEmpty());
            return reader.lastId();
        }
    }

    private static String after(String position) {
        Position start = Position.parse(position);
        return "select count(*) from trace_event where (xid, seq) > ('" + start.transaction() + "'::xid8, "
                + start.sequence() + ")";
    }

    private static CompletableFuture<Void> thread(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** Each message is two events: it is stored, and sent to test/out. */
    private static void write(Asking operator, Set<String> posted) {
        for (int i = 0; i < EVENTS / 2 / WRITERS + 1; i++) {
            Asking.Answered answered = operator.post(TEAM, says("message " + i));
            while (answered.status() == 503) {
                answered = operator.post(TEAM, says("message " + i));
            }
            posted.add(answered.json().get("id").asText());
        }
    }

    /** Takes its number early and commits late, so that others' later numbers are seen before. */
    private void commitLate(AskedHub hub, AtomicBoolean written) {
        Random random = new Random(seed);
        while (!written.get()) {
            hub.change(
                    "insert into trace_event (id, type, at, detail) values (gen_random_uuid(), 'file.state', now(), '');"
                            + " select pg_sleep(" + random.nextInt(60) / 1000.0 + ")");
        }
    }

    /** A reader that has been told everything up to a place, breaks off, and goes on from there. */
    private static final class Resuming {
        private final Asking asking;
        private final Random random;
        private final Map<String, String> heard = new HashMap<>();
        private final Map<String, List<String>> messages = new HashMap<>();
        private String last;
        private int disconnects;
        private int resets;
        private int outOfOrder;
        private int gaps;

        Resuming(Asking asking, String last, Random random) {
            this.asking = asking;
            this.last = last;
            this.random = random;
        }

        List<String> told(String type) {
            return messages.getOrDefault(type, List.of());
        }

        void run(AskedHub hub, AtomicBoolean written) {
            String start = last;
            long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
            try {
                while (disconnects < DISCONNECTS / READERS
                        || !written.get()
                        || heard.size() < hub.number(after(start))) {
                    assertThat(System.nanoTime())
                            .as("heard " + heard.size() + " after " + last)
                            .isLessThan(deadline);
                    readSome();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void readSome() throws IOException {
            int most = 2 * EVENTS * BYTES_AN_EVENT / (DISCONNECTS / READERS);
            try (RawStream stream = new RawStream(asking, "", last)) {
                int unused = stream.read(1 + random.nextInt(most), this::hear);
                disconnects++;
                if (random.nextBoolean()) {
                    resets++;
                    stream.reset();
                }
            }
        }

        private void hear(RawStream.Event event) {
            if (event.type().equals("gap")) {
                gaps++;
            }
            if (Position.parse(event.id()).compareTo(Position.parse(last)) <= 0) {
                outOfOrder++;
            }
            last = event.id();
            heard.put(event.id(), event.type());
            String message = messageOf(event);
            if (!message.isEmpty()) {
                messages.computeIfAbsent(event.type(), key -> new ArrayList<>()).add(message);
            }
        }
    }

    private static String says(String text) {
        return "{\"text\":\"" + text + "\"}";
    }
}
