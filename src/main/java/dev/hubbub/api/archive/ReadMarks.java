package dev.hubbub.api.archive;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;
import dev.hubbub.security.Caller;
import java.util.Map;

/** How far everybody has read on each channel. */
public interface ReadMarks {
    /** What lies after a mark is counted up to here. */
    int MOST = 100;

    /** The marks that somebody has set. */
    Map<ChannelId, Mark> of(Caller reader);

    /** Sets a mark, forwards or backwards. */
    void set(Caller reader, ChannelId channel, MessageId lastRead);

    /**
     * A mark.
     *
     * @param lastRead the last message that was read; it may be gone by now
     * @param unread how many messages of others are to be seen after it, {@link #MOST} at most; of what arrived on the channel
     *     the first thousand are looked at
     */
    record Mark(MessageId lastRead, int unread) {}
}
