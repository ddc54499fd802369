package dev.hubbub.outbox;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A queue that counts how attempts end: by channel and outcome, how long each took, and how long after its acceptance a
 * message was sent.
 */
public final class MeteredQueue implements DeliveryQueue {
    private final DeliveryQueue queue;
    private final MeterRegistry meters;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<ChannelId, Timers> timers = new ConcurrentHashMap<>();

    public MeteredQueue(DeliveryQueue queue, MeterRegistry meters) {
        this.queue = queue;
        this.meters = meters;
    }

    private record Key(ChannelId channel, String outcome) {}

    private record Timers(Timer attempt, Timer latency) {}

    @Override
    public void settle(List<Settlement> settlements) {
        queue.settle(settlements);
        settlements.forEach(this::count);
    }

    private void count(Settlement settlement) {
        ChannelId channel = settlement.delivery().target().channel();
        String outcome = settlement.state() == DeliveryState.PENDING
                ? "retried"
                : settlement.state().name().toLowerCase(Locale.ROOT);
        counters.computeIfAbsent(new Key(channel, outcome), this::counter).increment();
        Timers timer = timers.computeIfAbsent(channel, this::timers);
        measure(timer.attempt(), settlement.startedAt(), settlement.endedAt());
        if (settlement.state() == DeliveryState.SENT) {
            measure(timer.latency(), acceptedAt(settlement.delivery().message()), settlement.endedAt());
        }
    }

    /** Where the clock was set back in between, nobody knows how long it took. */
    private static void measure(Timer timer, Instant from, Instant to) {
        if (!to.isBefore(from)) {
            timer.record(Duration.between(from, to));
        }
    }

    /** An id of version 7 begins with the milliseconds of its making (RFC 9562, 5.7). */
    static Instant acceptedAt(MessageId message) {
        return Instant.ofEpochMilli(message.value().getMostSignificantBits() >>> 16);
    }

    private Counter counter(Key key) {
        return Counter.builder("hubbub.deliveries")
                .description("Attempts at deliveries, by channel and how they ended")
                .tag("channel", key.channel().toString())
                .tag("outcome", key.outcome())
                .register(meters);
    }

    private Timers timers(ChannelId channel) {
        return new Timers(
                timer("hubbub.delivery.attempt", "How long one attempt took", channel),
                timer("hubbub.delivery.latency", "From a message's acceptance to its being sent", channel));
    }

    private Timer timer(String name, String meaning, ChannelId channel) {
        return Timer.builder(name)
                .description(meaning)
                .tag("channel", channel.toString())
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10))
                .register(meters);
    }

    @Override
    public List<Owed> claim(ChannelId channel, int max, boolean ordered) {
        return queue.claim(channel, max, ordered);
    }

    @Override
    public boolean hasPending(ChannelId channel) {
        return queue.hasPending(channel);
    }

    @Override
    public Set<DeliveryId> begin(Collection<DeliveryId> deliveries) {
        return queue.begin(deliveries);
    }

    @Override
    public void release(Collection<DeliveryId> deliveries) {
        queue.release(deliveries);
    }
}
