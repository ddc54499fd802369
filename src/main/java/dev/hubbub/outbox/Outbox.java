package dev.hubbub.outbox;

import dev.hubbub.intake.HandOver;
import dev.hubbub.intake.PlannedDelivery;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.Message;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out: a lane for each channel that a running route sends on. Deliveries whose channel has no lane wait in the
 * table until one opens.
 */
public final class Outbox implements HandOver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService claims;
    private final Surroundings around;
    private final Map<ChannelId, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<ChannelId, LaneStats> stats = new ConcurrentHashMap<>();
    private final Set<ChannelId> paused = ConcurrentHashMap.newKeySet();

    /**
     * What lanes share.
     *
     * @param claims runs the claims of lanes
     */
    record Surroundings(
            DeliveryQueue queue,
            Beginner beginner,
            Settler settler,
            Executor claims,
            int laneSize,
            Duration poll,
            Clock clock) {}

    /**
     * @param queue the table of what is owed
     * @param laneSize deliveries a lane holds in memory at most
     * @param poll how often each lane looks in the table
     * @param paused channels that hold their deliveries back, from the last run
     */
    public Outbox(DeliveryQueue queue, int laneSize, Duration poll, Clock clock, Set<ChannelId> paused) {
        this.claims = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "hubbub-claims");
            thread.setDaemon(true);
            return thread;
        });
        this.around = new Surroundings(queue, new Beginner(queue), new Settler(queue), claims, laneSize, poll, clock);
        this.paused.addAll(paused);
    }

    /**
     * Opens a channel's lane: from now on its deliveries go to the sender.
     *
     * @throws IllegalStateException if something sends on the channel already
     */
    public void open(ChannelId channel, LaneOptions options, Sender sender) {
        LaneStats counted = stats.computeIfAbsent(channel, unused -> new LaneStats());
        lanes.compute(channel, (unused, open) -> {
            if (open != null) {
                throw new IllegalStateException("another route sends on hub:" + channel + " already");
            }
            return new Lane(channel, options, sender, around, counted, paused.contains(channel));
        });
        LOG.debug("channel {} sends", channel);
    }

    /** Closes it: what is under way ends, the rest waits in the table. */
    public void close(ChannelId channel) {
        Lane lane = lanes.remove(channel);
        if (lane != null) {
            lane.close(PATIENCE);
        }
    }

    /** Holds a channel's deliveries back; they wait in the table. */
    public void pause(ChannelId channel) {
        paused.add(channel);
        lane(channel).ifPresent(Lane::pause);
    }

    public void resume(ChannelId channel) {
        paused.remove(channel);
        lane(channel).ifPresent(Lane::resume);
    }

    public boolean isPaused(ChannelId channel) {
        return paused.contains(channel);
    }

    /** Whether a running route sends on the channel. */
    public boolean isOpen(ChannelId channel) {
        return lanes.containsKey(channel);
    }

    /** {@inheritDoc} Such as a delivery sent again by an operator, or a change of an earlier message. */
    @Override
    public void wake(ChannelId channel) {
        lane(channel).ifPresent(Lane::wake);
    }

    /** What each channel counted since the hub started. */
    public Map<ChannelId, LaneStats> stats() {
        return new TreeMap<>(stats);
    }

    /** Deliveries a channel holds in memory. */
    public int inMemory(ChannelId channel) {
        return lane(channel).map(Lane::inMemory).orElse(0);
    }

    private Optional<Lane> lane(ChannelId channel) {
        return Optional.ofNullable(lanes.get(channel));
    }

    @Override
    public boolean reserve(ChannelId channel) {
        Lane lane = lanes.get(channel);
        if (lane == null) {
            return false;
        }
        boolean room = lane.reserve();
        if (!room) {
            lane.missed(1);
        }
        return room;
    }

    @Override
    public void committed(Message message, PlannedDelivery planned, Instant at) {
        Lane lane = lanes.get(planned.target().channel());
        if (!planned.handedOver()) {
            if (lane != null) {
                lane.missed(-1);
            }
            return;
        }
        Delivery delivery = new Delivery(
                planned.id(), message.id(), planned.target(), DeliveryState.PENDING, 1, at, null, null, at);
        if (lane == null || !lane.handOver(new Owed(delivery, message))) {
            giveBack(planned);
            wake(planned.target().channel());
        }
    }

    /** Must not fail: the message is committed, and its sender is to hear so. */
    private void giveBack(PlannedDelivery planned) {
        try {
            around.queue().release(List.of(planned.id()));
        } catch (RuntimeException e) {
            LOG.error("delivery {} stays with this hub until it stops", planned.id(), e);
        }
    }

    @Override
    public void cancelled(PlannedDelivery planned) {
        Lane lane = lanes.get(planned.target().channel());
        if (lane != null && planned.handedOver()) {
            lane.unreserve();
        } else if (lane != null) {
            lane.missed(-1);
        }
    }

    @Override
    public void close() {
        new ArrayList<>(lanes.keySet()).forEach(this::close);
        endClaims();
        around.beginner().close();
        around.settler().close();
    }

    /** What was being claimed is given back before the table is out of reach. */
    private void endClaims() {
        claims.shutdown();
        try {
            if (!claims.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("what is being claimed stays with this hub until it has stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
