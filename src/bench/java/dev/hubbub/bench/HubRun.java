package dev.hubbub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A hub as a process of its own, as people run it, on a database of the ground's server. */
final class HubRun implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final int port;
    private final Process process;
    private volatile String token = "";

    private HubRun(Path folder, int port, Process process) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = process;
        try {
            awaitReady();
            renewToken();
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
        ground.cool();
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
        return new HubRun(folder, port, Ground.java(folder, environment, options, "dev.hubbub.Hubbub", "run"));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Where it runs: its route files and configuration, and its data. */
    Path folder() {
        return folder;
    }

    /** A bearer token of the administrator; it lasts a quarter of an hour. */
    String token() {
        return token;
    }

    /** Asks for another token, by the client that the hub made for whoever can read its data folder. */
    void renewToken() throws IOException {
        JsonNode client = JSON.readTree(folder.resolve("data/cli.json").toFile());
        String both = client.path("id").asText() + ":" + client.path("secret").asText();
        HttpRequest ask = HttpRequest.newBuilder(url("/oauth/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try {
            String answer = HttpClient.newHttpClient()
                    .send(ask, HttpResponse.BodyHandlers.ofString())
                    .body();
            token = JSON.readTree(answer).path("access_token").asText();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (token.isEmpty()) {
            throw new IOException("the hub gives no token");
        }
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
