package dev.hubbub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.Asking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads a stream of events (HTML standard, section 9.2.6) on a thread of its own, until it is closed or ends. */
final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> response;
    private final Thread thread;
    private volatile String lastId = "";
    private volatile long heardAt = System.nanoTime();
    private volatile boolean ended;

    record Event(String id, String type, JsonNode data) {}

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.thread = new Thread(this::read, "event-reader");
        thread.setDaemon(true);
        thread.start();
    }

    static EventReader open(Asking asking, String query, String... headers) {
        return new EventReader(asking.open("/stream" + query, headers));
    }

    int status() {
        return response.statusCode();
    }

    /** The id to resume after. */
    String lastId() {
        return lastId;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether nothing came for so long. */
    boolean quietFor(Duration time) {
        return System.nanoTime() - heardAt > time.toNanos();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String type = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heardAt = System.nanoTime();
                if (line.isEmpty()) {
                    if (data.length() > 0) {
                        events.add(new Event(lastId, type, JSON.readTree(data.toString())));
                    }
                    data.setLength(0);
                } else if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
        } catch (IOException e) {
            // cut off, or closed by the test
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
            thread.join(5_000);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
