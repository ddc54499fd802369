package dev.hubbub.store;

import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What this hub committed in the last seconds, so that those who follow the log need not read and decrypt again what was in
 * memory a moment ago. It keeps something only while somebody asks, and never for long.
 */
final class RecentWrites {
    private static final long ASKED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_CHARACTERS = 8_000_000;

    private long askedAt = System.nanoTime() - ASKED_NANOS;
    private Generation current = new Generation(System.nanoTime());
    private Generation before = current;

    /** What was kept from one moment on, until there was too much of it or it grew old. */
    private static final class Generation {
        private final long since;
        private final Map<UUID, TraceEvent> events = new HashMap<>();
        private final Map<MessageId, Message> messages = new HashMap<>();
        private long characters;

        Generation(long since) {
            this.since = since;
        }

        boolean isOver(long now) {
            return now - since > KEPT_NANOS || events.size() >= MOST_EVENTS || characters >= MOST_CHARACTERS;
        }
    }

    /** Notes events by the ids of their rows, after their commit. */
    synchronized void add(Traces.Lines lines) {
        Generation into = generation();
        if (isAskedFor()) {
            for (int i = 0; i < lines.ids().size(); i++) {
                into.events.put(lines.ids().get(i), lines.events().get(i));
            }
        }
    }

    /** Notes messages, after their commit; not those with files. */
    synchronized void add(List<Message> messages) {
        Generation into = generation();
        if (isAskedFor()) {
            for (Message message : messages) {
                if (message.attachments().isEmpty()) {
                    into.messages.put(message.id(), message);
                    into.characters += 500L + message.text().length();
                }
            }
        }
    }

    /** Forgets a message that is about to be changed; it is not noted again. */
    synchronized void forget(MessageId id) {
        current.messages.remove(id);
        before.messages.remove(id);
    }

    /** An event by the id of its row. */
    synchronized @Nullable TraceEvent event(UUID id) {
        asked();
        TraceEvent found = current.events.get(id);
        return found != null ? found : before.events.get(id);
    }

    /** A message, as it was stored. */
    synchronized @Nullable Message message(MessageId id) {
        asked();
        Message found = current.messages.get(id);
        return found != null ? found : before.messages.get(id);
    }

    private void asked() {
        askedAt = System.nanoTime();
        Generation unused = generation();
    }

    private boolean isAskedFor() {
        return System.nanoTime() - askedAt < ASKED_NANOS;
    }

    /** The present generation; what is older than two of them is let go. */
    private Generation generation() {
        long now = System.nanoTime();
        if (now - current.since > 2 * KEPT_NANOS) {
            current = new Generation(now);
            before = current;
        } else if (current.isOver(now)) {
            before = current;
            current = new Generation(now);
        }
        return current;
    }
}
