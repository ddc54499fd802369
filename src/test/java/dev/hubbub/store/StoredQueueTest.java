package dev.hubbub.store;

import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.intake.MessageLog.Changed;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.Change;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.Draft;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import dev.hubbub.outbox.Outcome;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries are claimed and settled. */
class StoredQueueTest extends QueueFixture {
    @Test
    void fourThreadsOfTwoHubsClaimEachDeliveryOnce() throws Exception {
        ChannelId channel = ChannelId.parse("claim/four");
        int all = 2000;
        for (int done = 0; done < all; done += 500) {
            hub.log().store(entries(500, channel));
        }
        try (Parts other = Parts.join(test.database())) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<List<DeliveryId>>> futures = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Parts claimer = i % 2 == 0 ? hub : other;
                Callable<List<DeliveryId>> claim = () -> claimAll(claimer, channel);
                futures.add(threads.submit(claim));
            }
            List<DeliveryId> claimed = new ArrayList<>();
            for (Future<List<DeliveryId>> future : futures) {
                claimed.addAll(future.get());
            }
            threads.shutdown();
            assertThat(claimed).hasSize(all).doesNotHaveDuplicates();
        }
    }

    private static List<DeliveryId> claimAll(Parts claimer, ChannelId channel) {
        List<DeliveryId> claimed = new ArrayList<>();
        List<Owed> owed;
        do {
            owed = claimer.queue().claim(channel, 37, false);
            owed.forEach(one -> claimed.add(one.delivery().id()));
        } while (!owed.isEmpty());
        return claimed;
    }

    @Test
    void claimedDeliveriesComeWithTheirMessagesAndAttemptCountedButNotWithTheBytesOfFiles() {
        ChannelId channel = ChannelId.parse("claim/whole");
        Entry entry = entry(
                draft(TEAM, "with a file")
                        .attachments(List.of(new Attachment(
                                Parts.IDS.next(), "a.bin", "application/octet-stream", new byte[] {1, 2})))
                        .build(),
                due(channel));
        hub.log().store(List.of(entry));

        List<Owed> owed = hub.queue().claim(channel, 10, false);

        assertThat(owed).hasSize(1);
        assertThat(owed.get(0).message())
                .usingRecursiveComparison()
                .isEqualTo(entry.message().withoutBytes());
        assertThat(owed.get(0).delivery().attempts()).isEqualTo(1);
        assertThat(hub.queue().claim(channel, 10, false)).isEmpty();
        assertThat(hub.queue().hasPending(channel)).isTrue();
    }

    @Test
    void whatComesLateWithAnEarlyDateIsClaimedAtTheEndOfTheLineAtTheLatest() throws Exception {
        ChannelId channel = ChannelId.parse("claim/late");
        hub.log().store(entries(30, channel));
        assertThat(hub.queue().claim(channel, 20, false)).hasSize(20);
        Entry early = entry(draft(TEAM, "of yesterday").build(), due(channel));
        hub.log().store(List.of(early));
        hub.execute("update delivery set due_at = due_at - interval '1 day' where message_id = '"
                + early.message().id().value() + "'");

        assertThat(hub.queue().claim(channel, 20, false))
                .hasSize(11)
                .extracting(owed -> owed.message().id())
                .contains(early.message().id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChangeIsClaimedOnlyAfterTheMessagesOwnDeliveryHasEnded(boolean ordered) {
        ChannelId channel = ChannelId.parse("change/" + ordered);
        String name = "change-" + ordered;
        hub.log().store(List.of(entry(draft(TEAM, "first").externalId(name).build(), due(channel))));
        Draft correction = draft(TEAM, "second")
                .change(new Change(Change.Kind.CORRECTION, name, false))
                .build();
        assertThat(hub.log().change(correction, Instant.now(), Parts.IDS)).isInstanceOf(Changed.Done.class);

        List<Owed> own = hub.queue().claim(channel, 10, ordered);
        assertThat(own).extracting(owed -> owed.delivery().change()).containsOnlyNulls();
        assertThat(hub.queue().claim(channel, 10, ordered)).isEmpty();

        hub.queue().settle(List.of(settlement(own.get(0), new Outcome.Sent("net"), DeliveryState.SENT)));
        List<Owed> change = hub.queue().claim(channel, 10, ordered);
        assertThat(change).extracting(owed -> owed.delivery().change()).containsExactly(Change.Kind.CORRECTION);
        assertThat(change.get(0).message().text()).isEqualTo("second");
        assertThat(change.get(0).message().editedAt()).isNotNull();
    }

    @Test
    void settlesOnceWithALineOfTraceAndKeepsTheNetworksId() throws SQLException {
        ChannelId channel = ChannelId.parse("settle/once");
        hub.log().store(entries(3, channel));
        List<Owed> owed = hub.queue().claim(channel, 10, false);
        List<Settlement> settlements = List.of(
                settlement(owed.get(0), new Outcome.Sent("net-1"), DeliveryState.SENT),
                settlement(owed.get(1), new Outcome.Failed("busy", null), DeliveryState.PENDING),
                settlement(owed.get(2), new Outcome.Rejected("no such number"), DeliveryState.DEAD));

        hub.queue().settle(settlements);
        hub.queue().settle(settlements);

        assertThat(traced(owed.get(0))).containsExactly("message.stored", "delivery.sent");
        assertThat(traced(owed.get(1))).containsExactly("message.stored", "delivery.retry");
        assertThat(traced(owed.get(2))).containsExactly("message.stored", "delivery.dead");
        assertThat(hub.number("select count(*) from delivery where channel = 'settle/once' and holder is not null"))
                .isZero();
        StoredReceipts receipts = new StoredReceipts(test.database(), hub.events(), Clock.systemUTC());
        assertThat(receipts.receipt(channel, List.of("net-1"), DeliveryState.READ))
                .isTrue();
        assertThat(receipts.receipt(channel, List.of("net-1"), DeliveryState.DELIVERED))
                .isTrue();
        assertThat(state(owed.get(0).delivery().id())).isEqualTo(DeliveryState.READ);
        assertThat(receipts.receipt(channel, List.of("net-2"), DeliveryState.READ))
                .isFalse();
    }

    @Test
    void inOrderTheFirstThatCannotGoKeepsThoseBehindItWaiting() {
        ChannelId channel = ChannelId.parse("claim/ordered");
        List<Entry> entries = entries(5, channel);
        hub.log().store(entries);
        List<Owed> first = hub.queue().claim(channel, 2, true);
        assertThat(first)
                .extracting(owed -> owed.delivery().id())
                .containsExactly(ids(entries).get(0), ids(entries).get(1));
        assertThat(hub.queue().claim(channel, 2, true)).isEmpty();

        hub.queue().settle(List.of(settlement(first.get(0), new Outcome.Sent(null), DeliveryState.SENT)));
        assertThat(hub.queue().claim(channel, 2, true)).isEmpty();
        hub.queue().release(List.of(first.get(1).delivery().id()));

        assertThat(hub.queue().claim(channel, 10, true))
                .extracting(owed -> owed.delivery().id())
                .containsExactlyElementsOf(ids(entries).subList(1, 5));
    }

    @Test
    void anOperatorSendsADeadOneAgain() {
        ChannelId channel = ChannelId.parse("re/drive");
        hub.log().store(entries(1, channel));
        Owed owed = hub.queue().claim(channel, 1, false).get(0);
        assertThat(desk().redrive(owed.delivery().id(), "user:ana")
                        .orElseThrow()
                        .done())
                .isFalse();
        hub.queue().settle(List.of(settlement(owed, new Outcome.Rejected("no"), DeliveryState.DEAD)));

        assertThat(desk().redrive(owed.delivery().id(), "user:ana")
                        .orElseThrow()
                        .done())
                .isTrue();
        assertThat(hub.queue().claim(channel, 1, false).get(0).delivery().attempts())
                .isEqualTo(1);
        assertThat(traced(owed)).containsExactly("message.stored", "delivery.dead", "delivery.redriven");
    }

    @Test
    void aMessageThatCannotBeDecryptedDoesNotHoldItsChannelUp() throws SQLException {
        ChannelId channel = ChannelId.parse("poison/cell");
        List<Entry> entries = entries(2, channel);
        hub.log().store(entries);
        hub.execute("update message set content = (select content from message where id = '"
                + entries.get(1).message().id() + "') where id = '"
                + entries.get(0).message().id() + "'");

        assertThat(hub.queue().claim(channel, 10, false))
                .extracting(owed -> owed.delivery().id())
                .containsExactly(ids(entries).get(1));
        assertThat(state(ids(entries).get(0))).isEqualTo(DeliveryState.DEAD);
    }
}
