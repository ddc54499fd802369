package dev.hubbub.api.archive;

import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of messages as people read it. */
public interface MessageArchive {
    /** Those of the messages that are there, in any order. */
    List<Kept> find(Collection<MessageId> ids);

    /**
     * As {@link #find}; but a message that this hub stored some seconds ago may be told from memory, as it was then, unless
     * this hub has changed it since.
     */
    List<Kept> recall(Collection<MessageId> ids);

    /** Messages that a search finds, newest first. */
    List<Kept> search(Search search, int limit);

    /** What is to be seen on a channel (it arrived there or was delivered there), newest first. */
    List<Kept> feed(ChannelId channel, @Nullable MessageId before, int limit);

    /** A file with its bytes. */
    Optional<Attachment> attachment(MessageId message, UUID attachment);
}
