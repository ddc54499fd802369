package dev.hubbub.crash;

import dev.hubbub.Caller;
import dev.hubbub.HubProcess;
import dev.hubbub.store.postgres.PostgresProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A hub, its database and the sink its messages go to, each for itself. */
final class Scene implements AutoCloseable {
    final PostgresProcess database;
    final Sink sink;
    final HubProcess hub;

    private Scene(PostgresProcess database, Sink sink, HubProcess hub) {
        this.database = database;
        this.sink = sink;
        this.hub = hub;
    }

    static Scene set(Path folder) throws Exception {
        return set(folder, Files.createDirectories(folder.resolve("server")), "", Map.of());
    }

    /**
     * @param folder the hub's
     * @param data the database's
     * @param conf the database's settings, as lines
     * @param settings the hub's, as environment variables
     */
    static Scene set(Path folder, Path data, String conf, Map<String, String> settings) throws Exception {
        PostgresProcess database = PostgresProcess.start(data, conf);
        return on(folder, database, database.url(), settings);
    }

    /**
     * On a server that runs already, and is closed with the scene.
     *
     * @param url how the hub gets to the database
     */
    static Scene on(Path folder, PostgresProcess database, String url, Map<String, String> settings) throws Exception {
        Sink sink = Sink.open();
        try {
            sink.lead(folder);
            // with the sinks alone it starts soonest
            Map<String, String> all = new HashMap<>(Map.of(
                    "HUBBUB_DATABASE_URL",
                    url,
                    "HUBBUB_DATABASE_USER",
                    database.user(),
                    "HUBBUB_DATABASE_PASSWORD",
                    database.password(),
                    "HUBBUB_ROUTES",
                    Sink.ROUTES,
                    "HUBBUB_SANDBOX",
                    "off"));
            all.putAll(settings);
            return new Scene(database, sink, HubProcess.start(folder, all));
        } catch (IOException | RuntimeException e) {
            database.close();
            sink.close();
            throw e;
        }
    }

    /** A caller who is logged in. */
    Caller caller() throws IOException, InterruptedException {
        return new Caller(hub::url, hub.folder().resolve("data")).logIn();
    }

    @Override
    public void close() throws IOException {
        hub.close();
        database.close();
        sink.close();
    }
}
