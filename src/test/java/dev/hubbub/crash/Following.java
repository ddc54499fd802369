package dev.hubbub.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Caller;
import dev.hubbub.HubProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One open stream of events, and the messages it has told of. */
final class Following implements AutoCloseable {
    private static final Pattern MESSAGE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Stream<String> lines;
    private final AtomicReference<String> end = new AtomicReference<>("");

    private Following(Stream<String> lines) {
        this.lines = lines;
        Thread thread = new Thread(this::read, "following");
        thread.setDaemon(true);
        thread.start();
    }

    static Following open(HubProcess hub, Caller caller) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> stream = caller.open("/api/v1/stream");
        assertThat(stream.statusCode()).isEqualTo(200);
        return new Following(stream.body());
    }

    private void read() {
        try {
            lines.forEach(line -> {
                Matcher id = MESSAGE.matcher(line);
                while (id.find()) {
                    told.add(id.group());
                }
            });
            end.set("the hub ended it");
        } catch (RuntimeException e) {
            end.set(e.toString());
        }
    }

    /** Waits until every message that was answered as stored up to now has been told of, on this one stream. */
    void awaitTold(Journal journal) {
        Set<String> stored = Set.copyOf(journal.answered().values());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(end.get()).as("the end of the stream").isEmpty();
            assertThat(told).containsAll(stored);
        });
    }

    @Override
    public void close() {
        lines.close();
    }
}
