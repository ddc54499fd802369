package dev.hubbub.api;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog.Page;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.outbox.Outbox;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this hub's lanes as the database says: what one hub pauses, all hubs on the same database pause. An event only
 * says that something changed; how it is now, the table tells.
 */
final class PausedChannels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PausedChannels.class);

    private final ChannelBook book;
    private final Outbox outbox;
    private final Executor readers;
    private final EventFeed.Subscription subscription;

    /** @param readers where the database is read; may refuse when too much waits */
    PausedChannels(ChannelBook book, Outbox outbox, EventFeed events, Executor readers) {
        this.book = book;
        this.outbox = outbox;
        this.readers = readers;
        this.subscription = events.listen(new EventFeed.Listener() {
            @Override
            public void tell(Page page) {
                hear(page.events());
            }

            @Override
            public Set<TraceEvent.Type> wanted() {
                return Set.of(TraceEvent.Type.CHANNEL_STATE);
            }

            @Override
            public boolean isPatient() {
                return true;
            }
        });
    }

    /** On the feed's thread. */
    private void hear(List<Recorded> page) {
        Set<ChannelId> changed = page.stream()
                .map(Recorded::event)
                .filter(event -> event.type() == TraceEvent.Type.CHANNEL_STATE)
                .map(TraceEvent::channel)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toUnmodifiableSet());
        if (changed.isEmpty()) {
            return;
        }
        try {
            readers.execute(() -> follow(changed));
        } catch (RejectedExecutionException e) {
            LOG.warn("too much is waiting to follow a change of {}", changed);
        }
    }

    /** Makes lanes as the table says. */
    synchronized void follow(Set<ChannelId> channels) {
        try {
            Set<ChannelId> paused = book.paused();
            for (ChannelId channel : channels) {
                if (paused.contains(channel) && !outbox.isPaused(channel)) {
                    outbox.pause(channel);
                } else if (!paused.contains(channel) && outbox.isPaused(channel)) {
                    outbox.resume(channel);
                }
            }
        } catch (LogUnavailableException e) {
            LOG.warn("it cannot be told just now whether {} are paused: {}", channels, e.toString());
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
