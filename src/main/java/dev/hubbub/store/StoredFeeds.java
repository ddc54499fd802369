package dev.hubbub.store;

import dev.hubbub.channel.feed.FeedMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is remembered of feeds, in {@code feed} and {@code feed_entry}. */
public final class StoredFeeds implements FeedMemory {
    private static final String VERSION = "select etag, modified from feed where name = ?";
    private static final String STILL_THERE =
            "update feed_entry set seen_at = ? where feed = ? and entry = any (?) returning entry";
    private static final String SEEN = """
            insert into feed_entry (feed, entry, seen_at) select ?, unnest(?), ?
            on conflict (feed, entry) do update set seen_at = excluded.seen_at
            """;
    private static final String READ = """
            insert into feed (name, etag, modified, read_at) values (?, ?, ?, ?)
            on conflict (name) do update
            set etag = excluded.etag, modified = excluded.modified, read_at = excluded.read_at
            """;
    private static final String FORGET = "delete from feed_entry where feed = ? and seen_at < ?";

    /** An entry that has left its feed for so long does not come back as it was. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final Database database;
    private final Clock clock;

    public StoredFeeds(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Version> version(String feed) {
        return database.inTransaction(session -> {
            AtomicReference<@Nullable Version> found = new AtomicReference<>();
            Query.each(
                    session, VERSION, List.of(feed), row -> found.set(new Version(row.getString(1), row.getString(2))));
            return Optional.ofNullable(found.get());
        });
    }

    @Override
    public Set<String> fresh(String feed, Collection<String> entries) {
        return database.inTransaction(session -> {
            Set<String> fresh = new HashSet<>(entries);
            List<Object> values = List.of(clock.instant(), feed, entries.toArray(String[]::new));
            Query.each(session, STILL_THERE, values, row -> fresh.remove(row.getString(1)));
            return fresh;
        });
    }

    @Override
    public void seen(String feed, Collection<String> entries) {
        if (!entries.isEmpty()) {
            List<Object> values = List.of(feed, entries.toArray(String[]::new), clock.instant());
            int unused = database.inTransaction(session -> Query.update(session, SEEN, values));
        }
    }

    @Override
    public void read(String feed, Version version) {
        // a list with nulls, which List.of does not take
        List<@Nullable Object> values = Arrays.asList(feed, version.etag(), version.modified(), clock.instant());
        int unused = database.inTransaction(session -> {
            int read = Query.update(session, READ, values);
            return read
                    + Query.update(
                            session, FORGET, List.of(feed, clock.instant().minus(KEPT)));
        });
    }
}
