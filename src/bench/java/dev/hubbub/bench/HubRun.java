package dev.hubbub.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A hub as a process of its own, as people run it, on a database of the ground's server. */
final class HubRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private final Process process;
    private final String token;

    private HubRun(Path folder, int port, Map<String, String> environment, Process process) throws IOException {
        this.folder = folder;
        this.port = port;
        this.environment = environment;
        this.process = process;
        try {
            awaitReady();
            this.token = print("token").strip();
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param database on the ground's server
     * @param files what lies in its folder: name, as {@code routes/sinks.camel.yaml}, and text
     * @param settings environment variables besides
     */
    static HubRun start(Ground ground, String database, Map<String, String> files, Map<String, String> settings)
            throws IOException {
        Path folder = ground.folder("hub");
        Files.createDirectories(folder.resolve("routes"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        int port = Ground.freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "HUBBUB_HTTP_PORT", Integer.toString(port),
                "HUBBUB_DATABASE_URL", ground.postgres().url(database),
                "HUBBUB_DATABASE_USER", ground.postgres().user(),
                "HUBBUB_DATABASE_PASSWORD", ground.postgres().password(),
                "HUBBUB_SANDBOX", "off"));
        environment.putAll(settings);
        List<String> options =
                List.of(System.getProperty("bench.hub.options", "-Xmx1g").split(" "));
        return new HubRun(
                folder, port, environment, Ground.java(folder, environment, options, "dev.hubbub.Hubbub", "run"));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** A bearer token of the administrator. */
    String token() {
        return token;
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpClient client = HttpClient.newHttpClient();
        while (!isReady(client)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("the hub does not start: " + Files.readString(folder.resolve("Hubbub.log")));
            }
        }
    }

    private boolean isReady(HttpClient client) {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
            HttpRequest ask = HttpRequest.newBuilder(url("/observe/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command of the hub prints, run in its folder. */
    String print(String... arguments) throws IOException {
        Path folderOfCommand = Files.createTempDirectory(folder, "command");
        Map<String, String> at = new HashMap<>(environment);
        at.put("HUBBUB_DATA", folder.resolve("data").toString());
        Process command =
                Ground.java(folderOfCommand, at, List.of("-XX:TieredStopAtLevel=1"), "dev.hubbub.Hubbub", arguments);
        try {
            if (command.waitFor() != 0) {
                throw new IOException("the command failed: " + Files.readString(folderOfCommand.resolve("Hubbub.log")));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Files.readString(folderOfCommand.resolve("Hubbub.log"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
