package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Component;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A watched folder with files that count what they do. */
abstract class FolderFixture {
    /** Long enough for a machine that has much else to do. */
    static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
    final AtomicInteger failuresLeft = new AtomicInteger();
    final List<RouteFile> told = new CopyOnWriteArrayList<>();
    Supplier<Component> hub = Peers.Any::new;
    RouteFolder folder;

    @BeforeEach
    void aFolder() {
        folder = folder(SOON);
    }

    @AfterEach
    void close() {
        Peers.Stuck.WAY_OUT
                .computeIfAbsent("deaf", name -> new CountDownLatch(1))
                .countDown();
        folder.close();
    }

    void start() throws InterruptedException {
        folder.start();
        assertThat(folder.awaitSettled(SOON)).isTrue();
    }

    RouteFolder folder(Duration startTimeout) {
        Settings settings = Settings.defaults().with("my.name", "mine", "test");
        RouteContexts contexts = new RouteContexts(settings, Duration.ofSeconds(1))
                .component("hub", hub)
                .component("count", () -> new Peers.Count(counters))
                .component("stuck", Peers.Stuck::new)
                .component("flaky", () -> new Peers.Flaky(failuresLeft));
        return new RouteFolder(dir, contexts, startTimeout, told::add);
    }

    RouteFile file(String name) {
        return folder.file(name).orElseThrow();
    }

    RouteFile awaitState(String name, RouteFileState state) {
        return await().atMost(SOON)
                .until(
                        () -> folder.file(name),
                        found -> found.filter(file -> file.state() == state).isPresent())
                .orElseThrow();
    }

    int count(String name) {
        return counters.computeIfAbsent(name, made -> new AtomicInteger()).get();
    }

    void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    static String ticking(String id, String counter, int millis) {
        return """
                - route:
                    id: %s
                    from:
                      uri: timer:%s?period=%d
                      steps:
                        - to: count:%s
                """.formatted(id, counter, millis, counter);
    }

    static String from(String id, String uri) {
        return """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - to: log:out
                """.formatted(id, uri);
    }
}
