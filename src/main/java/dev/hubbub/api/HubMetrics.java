package dev.hubbub.api;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.intake.Intake;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.message.ChannelId;
import dev.hubbub.outbox.Outbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How deep the hub's queues are: messages that wait for their commit, deliveries owed by channel, those of them in
 * memory, open streams. What needs the database is counted on a clock, so that reading the figures never waits.
 */
public final class HubMetrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubMetrics.class);
    private static final long EVERY_SECONDS = 10;

    private final Outbox outbox;
    private final HubApi api;
    private final MultiGauge pending;
    private final MultiGauge dead;
    private final MultiGauge inMemory;
    private final ScheduledExecutorService clockwork;

    public HubMetrics(Intake intake, Outbox outbox, HubApi api, MeterRegistry meters) {
        this.outbox = outbox;
        this.api = api;
        Gauge.builder("hubbub.intake.waiting", intake, Intake::waiting)
                .description("Messages that wait for their commit")
                .register(meters);
        Gauge.builder("hubbub.streams", api, HubApi::streams)
                .description("Open streams of events")
                .register(meters);
        this.pending = gauge(meters, "hubbub.outbox.pending", "Deliveries still owed");
        this.dead = gauge(meters, "hubbub.outbox.dead", "Deliveries that are dead, uncertain or bounced");
        this.inMemory = gauge(meters, "hubbub.outbox.memory", "Deliveries held in memory");
        this.clockwork = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "hubbub-metrics");
            made.setDaemon(true);
            return made;
        });
        var unused = clockwork.scheduleWithFixedDelay(this::count, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String meaning) {
        return MultiGauge.builder(name).description(meaning).register(meters);
    }

    private void count() {
        try {
            Map<ChannelId, ChannelBook.Open> open = api.open();
            Set<ChannelId> channels = new HashSet<>(outbox.stats().keySet());
            show(inMemory, channels, channel -> outbox.inMemory(channel));
            channels.addAll(open.keySet());
            show(pending, channels, channel -> of(open, channel).pending());
            show(dead, channels, channel -> of(open, channel).dead());
        } catch (LogUnavailableException e) {
            LOG.debug("queues cannot be counted just now: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.warn("queues cannot be counted", e);
        }
    }

    private static ChannelBook.Open of(Map<ChannelId, ChannelBook.Open> open, ChannelId channel) {
        return open.getOrDefault(channel, ChannelBook.Open.NONE);
    }

    private static void show(MultiGauge gauge, Set<ChannelId> channels, ToLongFunction<ChannelId> value) {
        gauge.register(
                channels.stream()
                        .map(channel ->
                                MultiGauge.Row.of(Tags.of("channel", channel.toString()), value.applyAsLong(channel)))
                        .toList(),
                true);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
