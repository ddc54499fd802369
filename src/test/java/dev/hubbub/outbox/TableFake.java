package dev.hubbub.outbox;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The whole delivery table, in memory: claims, counts and settles as the real one does. */
final class TableFake implements DeliveryQueue {
    private static final class Row {
        Owed owed;
        boolean held;

        Row(Owed owed, boolean held) {
            this.owed = owed;
            this.held = held;
        }
    }

    private final Map<DeliveryId, Row> rows = new TreeMap<>();
    final List<Settlement> settled = new ArrayList<>();
    final List<DeliveryId> begun = new ArrayList<>();
    /** An external id that the table cannot hold. */
    volatile String unwritable = "-";

    synchronized void insert(Owed owed, boolean held) {
        rows.put(owed.delivery().id(), new Row(owed, held));
    }

    synchronized DeliveryState state(DeliveryId id) {
        return row(id).owed.delivery().state();
    }

    synchronized int attempts(DeliveryId id) {
        return row(id).owed.delivery().attempts();
    }

    private Row row(DeliveryId id) {
        Row row = rows.get(id);
        if (row == null) {
            throw new IllegalArgumentException("no delivery " + id);
        }
        return row;
    }

    @Override
    public synchronized List<Owed> claim(ChannelId channel, int max, boolean ordered) {
        List<Owed> claimed = new ArrayList<>();
        for (Row row : rows.values()) {
            if (claimed.size() == max || !pending(row, channel)) {
                continue;
            }
            if (row.held || row.owed.delivery().dueAt().isAfter(Instant.now())) {
                if (ordered) {
                    break;
                }
                continue;
            }
            row.held = true;
            row.owed = with(row.owed, DeliveryState.PENDING, row.owed.delivery().attempts() + 1, Instant.now());
            claimed.add(row.owed);
        }
        return claimed;
    }

    private static boolean pending(Row row, ChannelId channel) {
        Delivery delivery = row.owed.delivery();
        return delivery.state() == DeliveryState.PENDING
                && delivery.target().channel().equals(channel);
    }

    @Override
    public synchronized boolean hasPending(ChannelId channel) {
        return rows.values().stream().anyMatch(row -> pending(row, channel));
    }

    @Override
    public synchronized Set<DeliveryId> begin(Collection<DeliveryId> deliveries) {
        begun.addAll(deliveries);
        return Set.copyOf(deliveries);
    }

    @Override
    public synchronized void settle(List<Settlement> settlements) {
        if (settlements.stream()
                .anyMatch(s -> s.outcome() instanceof Outcome.Sent sent && unwritable.equals(sent.externalId()))) {
            throw new IllegalArgumentException("cannot write " + unwritable);
        }
        for (Settlement settlement : settlements) {
            Row row = row(settlement.delivery().id());
            row.held = false;
            row.owed = with(row.owed, settlement.state(), settlement.delivery().attempts(), settlement.dueAt());
            settled.add(settlement);
        }
    }

    @Override
    public synchronized void release(Collection<DeliveryId> deliveries) {
        for (DeliveryId id : deliveries) {
            Row row = row(id);
            row.held = false;
            row.owed = with(row.owed, DeliveryState.PENDING, row.owed.delivery().attempts() - 1, Instant.EPOCH);
        }
    }

    private static Owed with(Owed owed, DeliveryState state, int attempts, Instant dueAt) {
        Delivery d = owed.delivery();
        return new Owed(
                new Delivery(
                        d.id(), d.message(), d.target(), state, attempts, dueAt, d.externalId(), d.reason(), dueAt),
                owed.message());
    }
}
