package dev.hubbub.store;

import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.entry;
import static dev.hubbub.store.Parts.inHand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.intake.PlannedDelivery;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What hubs hold: what is theirs, and what becomes of it when they are gone. */
class StoredHoldingsTest extends QueueFixture {
    @Test
    void whatADeadHubHeldIsDueAgainOrUncertain() throws SQLException {
        ChannelId channel = ChannelId.parse("left/over");
        Parts dead = Parts.join(test.database());
        PlannedDelivery waiting = inHand(channel);
        PlannedDelivery begun = inHand(channel);
        Entry entry = entry(draft(TEAM, "x").build(), waiting, begun);
        dead.log().store(List.of(entry));
        dead.queue().begin(List.of(begun.id()));

        hub.node().forgetOtherNodes();

        assertThat(state(begun.id())).isEqualTo(DeliveryState.UNCERTAIN);
        assertThat(hub.queue().claim(channel, 10, false))
                .extracting(
                        owed -> owed.delivery().id(), owed -> owed.delivery().attempts())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(waiting.id(), 2));
        assertThat(desk().trace(entry.message().id()))
                .extracting(TraceEvent::type)
                .containsExactly(TraceEvent.Type.MESSAGE_STORED, TraceEvent.Type.DELIVERY_UNCERTAIN);
        assertThat(dead.queue().begin(List.of(waiting.id()))).isEmpty();
        assertThat(hub.queue().begin(List.of(waiting.id(), begun.id()))).containsExactly(waiting.id());

        Owed late = new Owed(desk().of(entry.message().id()).get(1), entry.message());
        dead.queue().settle(List.of(settlement(late, new Outcome.Sent(null), DeliveryState.SENT)));
        assertThat(state(begun.id())).as("that it was taken is a fact").isEqualTo(DeliveryState.SENT);
        dead.close();
    }

    @Test
    void aHubThatWasSilentLosesWhatItHeld() throws SQLException {
        ChannelId channel = ChannelId.parse("silent/hub");
        try (Parts silent = Parts.join(test.database())) {
            silent.log().store(List.of(entry(draft(TEAM, "x").build(), inHand(channel))));
            assertThat(hub.queue().claim(channel, 10, false)).isEmpty();
            // that one lets others be silent for so short a time that an ordinary one is gone between two beats
            try (Parts hasty = Parts.join(test.database(), Duration.ofMillis(900))) {
                await().untilAsserted(() ->
                        assertThat(hasty.queue().claim(channel, 10, false)).hasSize(1));
            }
        }
    }

    @Test
    void aClockThatIsSetTakesNothingFromAHubThatLives() throws Exception {
        ChannelId channel = ChannelId.parse("living/hub");
        try (Parts living = Parts.join(test.database(), Duration.ofSeconds(6));
                Parts other = Parts.join(test.database(), Duration.ofSeconds(6))) {
            living.log().store(List.of(entry(draft(TEAM, "x").build(), inHand(channel))));
            for (String jump : List.of("- interval '25 hours'", "+ interval '1 hour'")) {
                hub.execute("update node set seen_at = now() " + jump);
                await().until(() -> hub.number("select count(*) from node where id in ('"
                                + living.node().id() + "', '" + other.node().id()
                                + "') and abs(extract(epoch from now() - seen_at)) < 10")
                        == 2);
            }
            assertThat(other.queue().claim(channel, 10, false)).isEmpty();
            assertThat(hub.number("select count(*) from node where id = '"
                            + living.node().id() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatWasOwedBeforeTheClockWasSetBackDoesNotWaitForIt() throws Exception {
        ChannelId channel = ChannelId.parse("early/bird");
        List<Entry> entries = entries(2, channel);
        hub.log().store(entries);
        hub.execute("update delivery set updated_at = now() + interval '1 hour', due_at = now() + interval '1 hour'"
                + " where channel = 'early/bird'");
        hub.execute("update delivery set due_at = due_at + interval '10 minutes' where id = '"
                + ids(entries).get(1).value() + "'");
        try (Parts one = Parts.join(test.database());
                Parts another = Parts.join(test.database())) {
            assertThat(one.queue().claim(channel, 10, false))
                    .extracting(owed -> owed.delivery().id())
                    .containsExactly(ids(entries).get(0));
            assertThat(another.queue().claim(channel, 10, false)).isEmpty();
            assertThat(hub.number("select extract(epoch from due_at - now())::bigint / 60 from delivery where id = '"
                            + ids(entries).get(1).value() + "'"))
                    .isBetween(9L, 10L);
        }
    }

    @Test
    void whatMayBeHeldUnknownIsGivenBackButNeverWhatIsBeingAttempted() {
        ChannelId channel = ChannelId.parse("in/doubt");
        List<Entry> entries = entries(1, channel);
        List<UUID> ids = ids(entries).stream().map(DeliveryId::value).toList();
        hub.log().store(entries);

        hub.node().doubt(ids);
        assertThat(hub.queue().claim(channel, 1, false)).hasSize(1);
        hub.node().giveBackDoubtful();
        assertThat(hub.queue().claim(channel, 1, false)).as("held for certain").isEmpty();

        hub.node().doubt(ids);
        hub.node().giveBackDoubtful();
        assertThat(hub.queue().claim(channel, 1, false).get(0).delivery().attempts())
                .isEqualTo(1);
        hub.node().giveBackDoubtful();
        assertThat(hub.queue().claim(channel, 1, false)).isEmpty();
    }
}
