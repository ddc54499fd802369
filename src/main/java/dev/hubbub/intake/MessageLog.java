package dev.hubbub.intake;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * The messages that go by these names: what arrived on a channel under such an id, and what was sent there and got it.
     * Names that nobody knows are left out.
     *
     * @throws LogUnavailableException as {@link #store}
     */
    Map<Name, MessageId> known(Collection<Name> names);

    /**
     * Changes an earlier message as the draft says ({@link Draft#change}), in one transaction: what it says now, what it
     * said before, and what is owed because of it to all who were owed the message.
     *
     * @throws LogUnavailableException as {@link #store}
     */
    Changed change(Draft draft, Instant at, Ids ids);

    /** What became of a change. */
    sealed interface Changed {
        /**
         * It is made.
         *
         * @param now the message as it is now
         * @param owed the channels that are to send it on
         */
        record Done(Message now, Set<ChannelId> owed) implements Changed {}

        /** It was made before. */
        record Repeat(Message now) implements Changed {}

        /** It is none, for that reason. */
        record Refused(String reason) implements Changed {}
    }

    /**
     * What a network calls a message.
     *
     * @param channel the network's
     * @param externalId the id
     */
    record Name(ChannelId channel, String externalId) {}

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

        /** An earlier message is now as it says. */
        record Altered(Message now) implements Answer {}

        /** It could not be stored when others of its batch already were; trying again can help. */
        record Failed(RuntimeException why) implements Answer {}
    }
}
