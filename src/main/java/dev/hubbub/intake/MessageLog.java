package dev.hubbub.intake;

import dev.hubbub.message.Message;
import dev.hubbub.message.TraceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where accepted messages are kept, durably. */
public interface MessageLog {
    /**
     * Commits a batch in one transaction: messages, tags, attachments, deliveries and trace. When this returns, all of
     * it is durable; when it throws, nothing of it is there.
     *
     * @param batch what to keep, at most a few hundred
     * @return one answer per entry, in their order
     * @throws LogUnavailableException if the database cannot be reached or is full; trying again later can help
     */
    List<Answer> store(List<Entry> batch);

    /**
     * A message to keep with all that is owed because of it.
     *
     * @param message what was accepted
     * @param deliveries what is owed
     * @param trace what was done to it so far
     * @param fingerprint digest (hex) of what the caller sent, so that the same key with another content can be told; or null
     */
    record Entry(
            Message message,
            List<PlannedDelivery> deliveries,
            TraceEvent trace,
            @Nullable String fingerprint) {
        public Entry {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** What became of one entry. */
    sealed interface Answer {
        /** It is in the log now. */
        record Stored() implements Answer {}

        /** It was there already, under the same channel and external id; nothing was added but a line of trace. */
        record Repeat(Message earlier) implements Answer {}

        /** Its external id is taken by something else: same key, other fingerprint. Nothing was added. */
        record KeyReused() implements Answer {}

        /** The database cannot hold it, whatever is done: a key too long, a character it does not know. Nothing was added. */
        record Refused(String reason) implements Answer {}
    }
}
