package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.Backoff;
import dev.hubbub.channel.xmpp.XmppMemory.LastSeen;
import dev.hubbub.message.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicInteger drained = new AtomicInteger();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private Inbox inbox() {
        return new Inbox("bot/room", new FileXmppMemory(folder), (arrival, e) -> {}, drained::incrementAndGet);
    }

    private static Arrival arrival(String key, @Nullable String archiveId) {
        Address ana = new Address("xmpp:ana@localhost");
        return new Arrival(key, NOON, archiveId, new Arrival.Said(ana, "ana", null, "ana@localhost/x", key));
    }

    @Test
    void handsOverInOrderAndEachOnce() {
        Inbox inbox = inbox();
        inbox.begin(null);
        inbox.listen(arrival -> heard.add(arrival.key()));
        for (String key : List.of("a", "b", "a", "c", "b")) {
            inbox.offer(arrival(key, null));
        }
        await().until(() -> heard.equals(List.of("a", "b", "c")));
        inbox.stop();
    }

    @Test
    void remembersOnlyWhatWasTakenOver() {
        Inbox inbox = inbox();
        inbox.begin("id-0");
        CountDownLatch never = new CountDownLatch(1);
        inbox.listen(arrival -> {
            if (arrival.key().equals("b")) {
                never.await();
            }
            heard.add(arrival.key());
        });
        inbox.offer(arrival("a", "id-a"));
        inbox.offer(arrival("b", "id-b"));
        await().until(() -> heard.equals(List.of("a")));
        inbox.stop();

        Inbox later = inbox();
        LastSeen last = Objects.requireNonNull(later.lastSeen());
        assertThat(last.archiveId()).isEqualTo("id-a");
        assertThat(later.knows("a")).isTrue();
        assertThat(later.knows("b")).isFalse();
    }

    /** What others say later may be shown before the server tells what became of a message, and then it dies. */
    @Test
    void readsAgainFromBeforeWhatItSentAndDoesNotKnowWhatBecameOf() {
        Inbox inbox = inbox();
        inbox.begin("id-0");
        inbox.listen(arrival -> heard.add(arrival.key()));
        inbox.sending("settled");
        inbox.offer(arrival("a", "id-a"));
        await().until(() -> heard.equals(List.of("a")));
        inbox.sending("lost");
        inbox.settled("settled");
        inbox.offer(arrival("b", "id-b"));
        await().until(() -> heard.equals(List.of("a", "b")));
        assertThat(inbox.unread()).extracting(LastSeen::archiveId).isEqualTo("id-a");
        inbox.stop();

        Inbox later = inbox();
        assertThat(later.unread()).extracting(LastSeen::archiveId).isEqualTo("id-a");
        assertThat(later.knows("b")).as("so that it is not handed over again").isTrue();

        inbox.lookedFor();
        assertThat(inbox.unread()).extracting(LastSeen::archiveId).isEqualTo("id-b");
    }

    @Test
    void keepsWaitingArrivalsUntilSomebodyListensAgain() {
        Inbox inbox = inbox();
        inbox.begin(null);
        XmppListener first = arrival -> heard.add("first " + arrival.key());
        inbox.listen(first);
        inbox.unlisten(first);
        inbox.offer(arrival("a", null));
        inbox.listen(arrival -> heard.add("second " + arrival.key()));
        await().until(() -> heard.equals(List.of("second a")));
        inbox.stop();
    }

    @Test
    void takesNothingWhereNobodyEverListened() {
        Inbox inbox = inbox();
        inbox.begin(null);
        assertThat(inbox.offer(arrival("a", null))).isTrue();
        inbox.listen(arrival -> heard.add(arrival.key()));
        inbox.offer(arrival("b", null));
        await().until(() -> heard.equals(List.of("b")));
        inbox.stop();
    }

    @Test
    void asksForWhatItLetGoOnceItIsEmptyAgain() {
        Inbox inbox = inbox();
        inbox.begin(null);
        CountDownLatch hold = new CountDownLatch(1);
        inbox.listen(arrival -> {
            hold.await();
            heard.add(arrival.key());
        });
        List<Boolean> taken = IntStream.range(0, 5_010)
                .mapToObj(n -> inbox.offer(arrival("m" + n, null)))
                .toList();
        assertThat(taken.subList(0, 5_000)).containsOnly(true);
        assertThat(taken.subList(5_000, 5_010)).containsOnly(false);
        assertThat(drained).hasValue(0);

        hold.countDown();
        await().until(() -> drained.get() == 1);
        assertThat(heard).hasSize(5_000);
        assertThat(inbox.offer(arrival("m5000", null))).isTrue();
        await().until(() -> heard.contains("m5000"));
        inbox.stop();
    }

    @Test
    void aBrokenMemoryFileIsAFirstTime() throws Exception {
        FileXmppMemory memory = new FileXmppMemory(folder);
        memory.save("bot/room", new LastSeen(NOON, NOON, "id", List.of("a")));
        assertThat(memory.load("bot/room")).contains(new LastSeen(NOON, NOON, "id", List.of("a")));
        try (var files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "{ \"at\": 12");
        }
        assertThat(memory.load("bot/room")).isEmpty();
    }

    @Test
    void backoffBeginsFastAndIsBounded() {
        Backoff backoff = new Backoff(Duration.ofMillis(600), Duration.ofSeconds(30));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(1));
        IntStream.range(0, 50).forEach(n -> backoff.next());
        assertThat(backoff.next()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
