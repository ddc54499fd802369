package dev.hubbub.store;

import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;

import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import dev.hubbub.outbox.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A hub's parts on a database of their own, and what tests of deliveries ask of them. */
abstract class QueueFixture {
    static TestDatabase test;
    static Parts hub;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        hub = Parts.join(test.database());
    }

    @AfterAll
    static void close() {
        hub.close();
        test.close();
    }

    static List<Entry> entries(int many, ChannelId to) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            entries.add(entry(draft(TEAM, "message " + i).build(), due(to)));
        }
        return entries;
    }

    static List<DeliveryId> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.deliveries().get(0).id()).toList();
    }

    static Settlement settlement(Owed owed, Outcome outcome, DeliveryState state) {
        Instant now = Instant.now();
        return new Settlement(owed.delivery(), outcome, state, now, now.minusMillis(5), now);
    }

    static StoredDesk desk() {
        return new StoredDesk(test.database(), hub.events(), Clock.systemUTC());
    }

    static List<String> traced(Owed owed) {
        return desk().trace(owed.message().id()).stream()
                .map(event -> event.type().wireName())
                .toList();
    }

    static DeliveryState state(DeliveryId id) {
        return test.database()
                .inTransaction(
                        session -> session.createSelectionQuery("from DeliveryRow where id = :id", DeliveryRow.class)
                                .setParameter("id", id.value())
                                .getSingleResult()
                                .toDelivery(test.database().crypt())
                                .state());
    }
}
