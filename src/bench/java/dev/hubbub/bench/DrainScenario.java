package dev.hubbub.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What has piled up for a channel, sent as soon as it may: each at least once, each outcome written down. */
final class DrainScenario implements Scenario {
    private static final Path SCRIPTS = Path.of("src", "bench", "node");

    private static final String ROUTES = """
            - route: { from: { uri: "hub:shoutbox/drain", steps: [ { to: "log:shoutbox?level=TRACE" } ] } }
            - route: { from: { uri: "hub:sink/drain", parameters: { deduplicates: true }, steps: [ { to: "log:sink?level=TRACE" } ] } }
            """;

    private static final String RULES = """
            rules:
              - { name: all, when: { channel: shoutbox/drain }, then: [ { send: sink/drain } ] }
            """;

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String about() {
        return "due deliveries sent in-process and settled, beside the job queues pg-boss and graphile-worker";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        int count = Integer.getInteger("bench.drain", ground.thorough() ? 200_000 : 40_000);
        int rounds = ground.thorough() ? 3 : 1;
        @Nullable Path node = node();
        double ours = 0;
        double boss = 0;
        double graphile = 0;
        Warm warm = ground.warm();
        warm.route("drain.camel.yaml", ROUTES);
        warm.rules(RULES);
        // what comes from the table goes other ways than what is handed over: nothing is measured cold
        hub(ground, warm.hub(), warm.database(), count / 2);
        for (int round = 0; round < rounds; round++) {
            ours += hub(ground, warm.hub(), warm.database(), count) / rounds;
            if (node != null) {
                boss += script(ground, node, "pg-boss", count) / rounds;
                graphile += script(ground, node, "graphile-worker", count) / rounds;
            }
        }
        String variant = String.format(Locale.ROOT, "%,d due", count);
        List<Result> results = new ArrayList<>();
        if (node == null) {
            results.add(Result.of(name(), variant, "deliveries/s", count / ours, "no node and npm to compare", null));
        } else {
            results.add(Result.beside(name(), variant, "deliveries/s", count / ours, "pg-boss", count / boss, 8));
            results.add(Result.beside(
                    name(), variant, "deliveries/s", count / ours, "graphile-worker", count / graphile, 1.5));
        }
        return results;
    }

    /** The seconds until nothing is pending, from when the channel was let go. */
    private static double hub(Ground ground, HubRun hub, String database, int count) throws Exception {
        Rest rest = new Rest(hub);
        rest.post("/channels/sink/drain/pause", "");
        Bulk.fill(hub, "shoutbox/drain", count, new Texts(count));
        ground.settle();
        try (Connection connection = ground.connect(database);
                Statement statement = connection.createStatement()) {
            require(statement, "pending", count);
            long start = System.nanoTime();
            rest.post("/channels/sink/drain/resume", "");
            Deliveries.awaitNone(ground, database);
            double seconds = (System.nanoTime() - start) / 1e9;
            require(statement, "pending", 0);
            return seconds;
        }
    }

    private static void require(Statement statement, String state, int count) throws SQLException, IOException {
        try (ResultSet row = statement.executeQuery("select count(*), count(*) filter (where state <> 'sent' and state"
                + " <> 'pending') from delivery where state = '" + state + "' or state in ('dead', 'uncertain')")) {
            row.next();
            if (row.getInt(1) != count || row.getInt(2) != 0) {
                throw new IOException(row.getInt(1) + " deliveries are " + state + " or failed, not " + count);
            }
        }
    }

    /** The seconds one of the others takes, on a database of its own. */
    private static double script(Ground ground, Path node, String which, int count) throws Exception {
        String database = ground.database("jobs");
        ground.settle();
        ProcessBuilder builder = new ProcessBuilder("node", "drain.mjs", which, Integer.toString(count))
                .directory(node.toFile())
                .redirectError(node.resolve("errors.log").toFile());
        String url = ground.postgres().url(database);
        String place = url.substring(url.indexOf("//") + 2).replaceAll("[/?].*", "");
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", place.substring(0, place.lastIndexOf(':')),
                        "PGPORT", place.substring(place.lastIndexOf(':') + 1),
                        "PGUSER", ground.postgres().user(),
                        "PGPASSWORD", ground.postgres().password(),
                        "PGDATABASE", database));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(which + " failed: " + Files.readString(node.resolve("errors.log")));
        }
        ground.drop(database);
        return Double.parseDouble(said.strip());
    }

    /** A folder with the scripts and what they need, in the versions of the lock file; null where that cannot be had. */
    private static @Nullable Path node() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "bench-node").toAbsolutePath());
        for (String name : List.of("package.json", "package-lock.json", "drain.mjs")) {
            Files.copy(SCRIPTS.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path installed = folder.resolve("installed");
        String lock = Files.readString(folder.resolve("package-lock.json"));
        if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
            return folder;
        }
        if (!runs(folder, "node", "--version") || !runs(folder, "npm", "ci", "--no-audit", "--no-fund")) {
            return null;
        }
        Files.writeString(installed, lock);
        return folder;
    }

    private static boolean runs(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(folder.toFile(), "npm.log"))
                    .start();
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
