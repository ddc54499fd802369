package dev.hubbub.channel.feed;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is remembered of feeds; several hubs on one database share it. */
public interface FeedMemory {
    /**
     * A version of a feed, as its server named it.
     *
     * @param etag or null
     * @param modified or null
     */
    record Version(@Nullable String etag, @Nullable String modified) {}

    /** The last version that was read to its end; empty for a feed that is new. */
    Optional<Version> version(String feed);

    /** Which of these entries were not there before; of the others it is noted that they still are. */
    Set<String> fresh(String feed, Collection<String> entries);

    /** Notes that entries are done with. */
    void seen(String feed, Collection<String> entries);

    /** Notes that a version was read to its end, and forgets entries that have long been gone. */
    void read(String feed, Version version);
}
