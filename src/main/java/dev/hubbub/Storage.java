package dev.hubbub;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Ids;
import dev.hubbub.store.DataFolder;
import dev.hubbub.store.Database;
import dev.hubbub.store.DatabaseConfig;
import dev.hubbub.store.KeyRotation;
import dev.hubbub.store.MessageStatistics;
import dev.hubbub.store.Node;
import dev.hubbub.store.SessionMaker;
import dev.hubbub.store.StoredChannels;
import dev.hubbub.store.StoredEvents;
import dev.hubbub.store.StoredLog;
import dev.hubbub.store.StoredQueue;
import dev.hubbub.store.WordIndex;
import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.postgres.OwnPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The data folder, the database in it or elsewhere, and what reads and writes it. */
final class Storage implements AutoCloseable {
    private static final String OWN_DATABASE = "hubbub";

    final DataFolder folder;
    final Database database;
    final StoredEvents events;
    final Node node;
    final StoredLog log;
    final StoredQueue queue;
    private final WordIndex words;
    private final MessageStatistics statistics;
    final KeyRotation keys;
    private final @Nullable OwnPostgres server;

    private Storage(DataFolder folder, @Nullable OwnPostgres server, Opened opened, Settings settings, Ids ids) {
        Database database = opened.database();
        this.folder = folder;
        this.server = server;
        this.database = database;
        this.events = new StoredEvents(database, ids, settings.duration(Key.EVENTS_RETENTION), Clock.systemUTC());
        this.node =
                Node.join(database, events, UuidCreator.getTimeOrderedEpoch(), settings.duration(Key.DATABASE_SILENCE));
        if (server != null) {
            // nobody else can use this database, so whoever held something in it is gone
            node.forgetOtherNodes();
        }
        this.log = new StoredLog(database, events, node);
        this.words = new WordIndex(database, log::stored);
        this.statistics = new MessageStatistics(database);
        this.queue = new StoredQueue(database, events, node);
        this.keys = new KeyRotation(
                database,
                node,
                opened.keys(),
                settings.duration(Key.ENCRYPTION_GRACE),
                settings.integer(Key.ENCRYPTION_RATE));
    }

    private record Opened(Database database, KeySource keys) {}

    /**
     * Takes the data folder and opens the database.
     *
     * @throws IllegalStateException if another hub has the folder, or the server may lose what it has committed
     */
    static Storage open(Settings settings, Ids ids) throws IOException, SQLException {
        DataFolder folder = DataFolder.take(settings.path(Key.DATA));
        @Nullable OwnPostgres server = null;
        @Nullable Database database = null;
        SessionMaker sessions = SessionMaker.begin();
        try {
            KeySource keys = new KeySource(
                    folder.path().resolve("keys.json"),
                    settings.secret(Key.ENCRYPTION_KEYS).reveal());
            int pool = settings.integer(Key.DATABASE_POOL);
            Duration timeout = settings.duration(Key.DATABASE_TIMEOUT);
            if (settings.has(Key.DATABASE_URL)) {
                database = Database.open(
                        sessions,
                        DatabaseConfig.of(
                                        settings.text(Key.DATABASE_URL),
                                        settings.text(Key.DATABASE_USER),
                                        settings.secret(Key.DATABASE_PASSWORD).reveal(),
                                        pool)
                                .timeout(timeout),
                        keys);
            } else {
                Path data = folder.path();
                server = OwnPostgres.start(data, data.resolve("postgres-bin"));
                server.createDatabase(OWN_DATABASE);
                database = Database.open(
                        sessions, DatabaseConfig.of(server, OWN_DATABASE, pool).timeout(timeout), keys);
            }
            return new Storage(folder, server, new Opened(database, keys), settings, ids);
        } catch (IOException | SQLException | RuntimeException e) {
            sessions.close();
            close(database, server, folder);
            throw e;
        }
    }

    /** Whether the hub runs its own server. */
    boolean embedded() {
        return server != null;
    }

    /** Channels that hold their deliveries back, as somebody wanted before the last stop. */
    Set<ChannelId> paused() {
        return new StoredChannels(database, events, Clock.systemUTC()).paused();
    }

    @Override
    public void close() throws IOException {
        words.close();
        statistics.close();
        keys.close();
        node.close();
        close(database, server, folder);
    }

    private static void close(@Nullable Database database, @Nullable OwnPostgres server, DataFolder folder)
            throws IOException {
        if (database != null) {
            database.close();
        }
        if (server != null) {
            server.close();
        }
        folder.close();
    }
}
