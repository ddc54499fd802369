package dev.hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** From the post by a rule over a channel to a reader of the stream, at a thousand a second. */
final class EndToEndScenario implements Scenario {
    private static final int PER_SECOND = 1000;
    private static final int CONNECTIONS = 32;
    /** Seconds at full rate, again and again until they get no better, before it counts. */
    private static final int WARM = 8;

    private static final int MOST_ROUNDS = 3;

    private static final String MARK = "end-to-end ";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "end-to-end";
    }

    @Override
    public String about() {
        return "post → rule → channel → seen sent on a stream, " + PER_SECOND + " a second";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        Warm warm = ground.warm();
        HubRun hub = warm.hub();
        // the way of a message to the stream's reader is compiled while it is gone, on the same two cores
        warm(hub);
        warm.settle();
        int count = (int) (PER_SECOND * ground.seconds(8));
        Latencies seen = measure(hub, count);
        return List.of(new Result(
                        name(),
                        PER_SECOND + " a second",
                        "seen",
                        seen.count(),
                        null,
                        null,
                        null,
                        null,
                        "p50 ≤ 5, p99 ≤ 25 ms",
                        seen.count() == count && seen.millis(50) <= 5 && seen.millis(99) <= 25)
                .took(seen));
    }

    private static void warm(HubRun hub) throws Exception {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double median = measure(hub, PER_SECOND * WARM).millis(50);
            if (median > 0.8 * best) {
                return;
            }
            best = median;
        }
    }

    private static Latencies measure(HubRun hub, int count) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hub.url("/api/v1/stream?types=delivery.sent&channel=sink/1"))
                .header("Authorization", "Bearer " + hub.token())
                .build();
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (stream.statusCode() != 200) {
            throw new IOException("the stream is answered " + stream.statusCode());
        }
        Latencies latencies = new Latencies();
        CountDownLatch done = new CountDownLatch(count);
        long[] due = new long[count];
        Thread reader = new Thread(() -> read(stream.body(), due, latencies, done), "reader");
        reader.setDaemon(true);
        reader.start();
        post(hub, due);
        boolean unused = done.await(30, TimeUnit.SECONDS);
        stream.body().close();
        return latencies;
    }

    /** Posts each when it is due, on threads of its own, so that a slow answer does not hold up the next. */
    private static void post(HubRun hub, long[] due) throws InterruptedException {
        List<Thread> posters = new ArrayList<>();
        long start = System.nanoTime() + 100_000_000;
        for (int i = 0; i < due.length; i++) {
            due[i] = start + i * (1_000_000_000L / PER_SECOND);
        }
        for (int poster = 0; poster < CONNECTIONS; poster++) {
            int first = poster;
            Thread thread = new Thread(() -> postEach(hub, due, first), "poster-" + poster);
            thread.start();
            posters.add(thread);
        }
        for (Thread thread : posters) {
            thread.join();
        }
    }

    private static void postEach(HubRun hub, long[] due, int first) {
        try (OneConnection connection = new OneConnection(hub.port())) {
            for (int i = first; i < due.length; i += CONNECTIONS) {
                for (long wait = due[i] - System.nanoTime(); wait > 0; wait = due[i] - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                connection.post(Texts.post(Sinks.PATH, hub.token(), "{\"text\":\"" + MARK + i + "\"}"));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void read(InputStream stream, long[] due, Latencies latencies, CountDownLatch done) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.startsWith("data:") ? line.indexOf(MARK) : -1;
                if (at >= 0) {
                    long now = System.nanoTime();
                    JsonNode event = JSON.readTree(line.substring(5));
                    String text = event.at("/data/message/text").asText();
                    latencies.record(now - due[Integer.parseInt(text.substring(MARK.length()))]);
                    done.countDown();
                }
            }
        } catch (IOException e) {
            // the stream is closed at the end
            Thread.currentThread().interrupt();
        }
    }
}
