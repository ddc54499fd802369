package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.hubbub.component.HubComponent;
import dev.hubbub.config.Settings;
import dev.hubbub.message.ChannelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Component;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFolderTest {

    /** Long enough for a machine that has much else to do. */
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private final List<RouteFile> told = new CopyOnWriteArrayList<>();
    private Supplier<Component> hub = Peers.Any::new;
    private RouteFolder folder;

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

    @Test
    void filesAreAddedChangedBrokenMendedAndDeletedWhileAnotherTicksOn() throws Exception {
        write("steady.camel.yaml", ticking("steady", "steady", 50));
        folder.start();
        assertThat(folder.awaitSettled(SOON)).isTrue();
        RouteFile steady = file("steady.camel.yaml");
        assertThat(steady.state()).isEqualTo(RouteFileState.RUNNING);

        write("other.camel.yaml", ticking("other", "one", 20));
        await().atMost(SOON).until(() -> count("one") > 2);

        write("other.camel.yaml", ticking("other", "two", 20));
        await().atMost(SOON).until(() -> count("two") > 2);
        int ones = count("one");

        write(
                "other.camel.yaml",
                "- route:\n    id: other\n    from:\n      uri: nosuch:thing\n      steps:\n        - to: log:a\n");
        RouteFile broken = awaitState("other.camel.yaml", RouteFileState.FAILED);
        assertThat(broken.line()).isEqualTo(4);
        assertThat(broken.reason()).isEqualTo("There is no component 'nosuch'.");
        assertThat(broken.earlierUp()).isTrue();
        int twos = count("two");
        await().atMost(SOON).until(() -> count("two") > twos + 2);
        assertThat(count("one")).isEqualTo(ones);

        write("other.camel.yaml", ticking("other", "three", 20));
        await().atMost(SOON).until(() -> count("three") > 2);
        awaitState("other.camel.yaml", RouteFileState.RUNNING);

        Files.delete(dir.resolve("other.camel.yaml"));
        RouteFile removed = awaitState("other.camel.yaml", RouteFileState.REMOVED);
        assertThat(removed.routes()).isEmpty();
        int threes = count("three");
        int ticks = count("steady");
        await().atMost(SOON).until(() -> count("steady") > ticks + 5);
        assertThat(count("three")).isEqualTo(threes);

        assertThat(file("steady.camel.yaml")).isSameAs(steady);
        assertThat(told)
                .filteredOn(news -> news.name().equals("steady.camel.yaml") && news.state() != RouteFileState.STARTING)
                .hasSize(1);
    }

    @Test
    void aTextThatGoesBackToWhatRunsIsNotStartedAnew() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        write("a.yaml", "- nonsense");
        awaitState("a.yaml", RouteFileState.FAILED);
        int before = count("started");
        write("a.yaml", ticking("a", "a", 20));
        awaitState("a.yaml", RouteFileState.RUNNING);
        assertThat(count("started")).isEqualTo(before);
    }

    @Test
    void theEarlierVersionComesBackIfTheNewOneDoesNotStart() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        failuresLeft.set(1000);
        write("a.yaml", from("a", "flaky:peer"));
        RouteFile failed = awaitState("a.yaml", RouteFileState.FAILED);
        assertThat(failed.reason()).isEqualTo("Connection refused by peer.");
        assertThat(failed.earlierUp()).isTrue();
        int ticks = count("a");
        await().atMost(SOON).until(() -> count("a") > ticks + 2);
    }

    @Test
    void whatDoesNotStartForWantOfAPeerIsTriedAgain() throws Exception {
        failuresLeft.set(1);
        write("a.yaml", from("a", "flaky:peer"));
        start();
        assertThat(file("a.yaml").state()).isEqualTo(RouteFileState.FAILED);
        awaitState("a.yaml", RouteFileState.RUNNING);
    }

    @Test
    void aReasonThatNamesAnEndpointOfTheFileGivesItsLine() throws Exception {
        hub = HubComponent::new;
        folder = folder(SOON);
        failuresLeft.set(1000);
        write("a.yaml", from("a", "flaky:hub:shoutbox/team"));
        start();
        assertThat(file("a.yaml").problem()).isEqualTo("a.yaml:4: Connection refused by hub:shoutbox/team.");
    }

    @Test
    void anEndlessStartIsCutOffAndDelaysNobody() throws Exception {
        folder = folder(Duration.ofSeconds(5));
        write("a-deaf.yaml", from("deaf", "stuck:deaf"));
        write("a-stuck.yaml", from("stuck", "stuck:start"));
        write("z.yaml", ticking("z", "z", 20));
        folder.start();
        await().atMost(SOON).until(() -> count("z") > 0);
        for (String name : List.of("a-deaf.yaml", "a-stuck.yaml")) {
            assertThat(awaitState(name, RouteFileState.FAILED).reason())
                    .isEqualTo("The start was cut off because it had not ended after 5000 ms.");
        }
        assertThat(told)
                .filteredOn(news -> news.state() != RouteFileState.STARTING)
                .first()
                .satisfies(news -> assertThat(news.name()).isEqualTo("z.yaml"));
        write("a-deaf.yaml", ticking("deaf", "mended", 20));
        await().atMost(SOON).until(() -> count("mended") > 0);
    }

    @Test
    void aFileThatIsStuckDoesNotHoldUpTheEnd() throws Exception {
        write("a.yaml", from("a", "stuck:deaf"));
        write("z.yaml", ticking("z", "z", 20));
        folder.start();
        await().atMost(SOON).until(() -> count("z") > 0);
        assertTimeoutPreemptively(Duration.ofSeconds(40), folder::close);
        int ticks = count("z");
        await().during(Duration.ofMillis(200)).until(() -> count("z") == ticks);
    }

    @Test
    void ofTwoFilesWithOneRouteIdTheSecondWaitsForTheFirst() throws Exception {
        write("first.yaml", ticking("same", "first", 20));
        write("second.yaml", "# a comment\n" + ticking("same", "second", 20));
        start();
        RouteFile second = file("second.yaml");
        assertThat(second.state()).isEqualTo(RouteFileState.FAILED);
        assertThat(second.problem()).isEqualTo("second.yaml:3: Route id 'same' is already in first.yaml.");
        assertThat(file("first.yaml").state()).isEqualTo(RouteFileState.RUNNING);

        Files.delete(dir.resolve("first.yaml"));
        awaitState("second.yaml", RouteFileState.RUNNING);
        await().atMost(SOON).until(() -> count("second") > 0);
    }

    @Test
    void pausedRoutesStayPausedWhenTheFileIsChanged() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        assertThat(folder.pause("a.yaml")).map(RouteFile::state).contains(RouteFileState.PAUSED);
        write("a.yaml", ticking("a", "b", 20));
        await().atMost(SOON)
                .until(() -> !file("a.yaml").hash().equals(told.get(0).hash()));
        awaitState("a.yaml", RouteFileState.PAUSED);
        int ticks = count("a");
        assertThat(folder.resume("a.yaml")).map(RouteFile::state).contains(RouteFileState.RUNNING);
        await().atMost(SOON).until(() -> count("b") > 2);
        assertThat(count("a")).isEqualTo(ticks);
        assertThat(folder.pause("nobody.yaml")).isEmpty();
    }

    @Test
    void aFileThatIsRenamedRunsUnderItsNewName() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        Files.move(dir.resolve("a.yaml"), dir.resolve("b.yaml"));
        awaitState("a.yaml", RouteFileState.REMOVED);
        awaitState("b.yaml", RouteFileState.RUNNING);
    }

    @Test
    void aFileIsAWorldOfItsOwn() throws Exception {
        for (String name : List.of("one", "two")) {
            write(name + ".yaml", world(name));
        }
        start();
        assertThat(folder.files())
                .extracting(RouteFile::problem, RouteFile::state)
                .containsExactly(tuple("one.yaml", RouteFileState.RUNNING), tuple("two.yaml", RouteFileState.RUNNING));
        await().atMost(SOON).until(() -> count("one-handled") > 0 && count("two-handled") > 0);
        assertThat(count("one")).isZero();
    }

    /** The same bean, direct: name and routeConfiguration in each; only the id and the counter differ. */
    private static String world(String name) {
        return """
                - beans:
                    - name: shared
                      type: java.util.concurrent.atomic.AtomicInteger
                - routeConfiguration:
                    onException:
                      - onException:
                          exception: java.lang.IllegalStateException
                          handled:
                            constant: true
                          steps:
                            - to: count:NAME-handled
                - route:
                    id: NAME-in
                    from:
                      uri: timer:world?period=20
                      steps:
                        - to: bean:shared?method=incrementAndGet
                        - to: direct:next
                - route:
                    id: NAME-next
                    from:
                      uri: direct:next
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: "as expected"
                        - to: count:NAME
                """.replace("NAME", name);
    }

    @Test
    void changesLeaveNoThreadsBehind() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        int before = Thread.activeCount();
        for (int change = 0; change < 5; change++) {
            String counter = "c" + change;
            write("a.yaml", ticking("a", counter, 20));
            await().atMost(SOON).until(() -> count(counter) > 0);
        }
        await().atMost(SOON).until(() -> Thread.activeCount() <= before + 1);
    }

    @Test
    void whatDoesNotRunCannotBePaused() throws Exception {
        write("a.yaml", "nonsense");
        start();
        assertThatThrownBy(() -> folder.pause("a.yaml")).hasMessage("a.yaml does not run.");
    }

    @Test
    void channelsAreThoseThatRunningRoutesName() throws Exception {
        write("mqtt.yaml", """
                - route:
                    id: mqtt-in
                    from:
                      uri: timer:sensors?period=60000
                      steps:
                        - choice:
                            when:
                              - simple: "${body} != null"
                                steps:
                                  - to: hub:mqtt/sensors?verified=true
                        - to: hub:parser/x
                - route:
                    id: mqtt-out
                    from:
                      uri: hub:mqtt/sensors
                      steps:
                        - to: log:out
                - from:
                    uri: hub:command/hello
                    steps:
                      - toD: hub:chatbot/ops
                """);
        start();
        assertThat(file("mqtt.yaml").reason()).isNull();
        assertThat(file("mqtt.yaml").routes())
                .extracting(RouteInfo::id)
                .containsExactly("mqtt-in", "mqtt-out", "mqtt-3");
        assertThat(folder.channels())
                .containsEntry(ChannelId.parse("mqtt/sensors"), new ChannelUse(true, true, Set.of("mqtt.yaml")))
                .containsEntry(ChannelId.parse("chatbot/ops"), new ChannelUse(true, false, Set.of("mqtt.yaml")))
                .containsEntry(ChannelId.parse("command/hello"), new ChannelUse(false, true, Set.of("mqtt.yaml")))
                .hasSize(3);
    }

    @Test
    void settingsCanBeReadInRouteFiles() throws Exception {
        write("a.yaml", """
                - route:
                    id: a
                    from:
                      uri: timer:{{my.name}}-{{hubbub.http.port}}?period=60000
                      steps:
                        - to: log:out
                """);
        start();
        assertThat(file("a.yaml").routes())
                .extracting(RouteInfo::from)
                .first()
                .asString()
                .startsWith("timer:mine-8080?");
    }

    @Test
    void hostileFilesAtTheStartFailWithLineAndReasonAndHurtNobody() throws Exception {
        hostile();
        write("good.yaml", ticking("good", "good", 20));
        makeAll();
        start();
        await().atMost(SOON).until(() -> count("good") > 3);
        assertAllFailed();
    }

    @Test
    void hostileFilesThatComeLaterFailTheSameWay() throws Exception {
        hostile();
        write("good.yaml", ticking("good", "good", 20));
        start();
        RouteFile good = file("good.yaml");
        makeAll();
        await().atMost(SOON)
                .until(() -> folder.files().size() == HostileFile.ALL.size() + 1 && folder.awaitSettled(Duration.ZERO));
        assertAllFailed();
        int ticks = count("good");
        await().atMost(SOON).until(() -> count("good") > ticks + 3);
        assertThat(file("good.yaml")).isSameAs(good);
    }

    private void hostile() {
        hub = HubComponent::new;
        folder = folder(SOON);
    }

    private void makeAll() throws IOException {
        Files.createDirectory(dir.resolve("a-folder.yaml"));
        for (HostileFile hostile : HostileFile.ALL) {
            hostile.make(dir);
        }
    }

    private void assertAllFailed() {
        assertThat(HostileFile.ALL)
                .allSatisfy(hostile -> assertThat(folder.file(hostile.name())).hasValueSatisfying(file -> {
                    assertThat(file.state()).as(file.problem()).isEqualTo(RouteFileState.FAILED);
                    assertThat(file.reason()).isEqualTo(hostile.reason());
                    assertThat(file.line()).as(file.problem()).isEqualTo(hostile.line());
                    assertThat(file.routes()).isEmpty();
                }));
    }

    private void start() throws InterruptedException {
        folder.start();
        assertThat(folder.awaitSettled(SOON)).isTrue();
    }

    private RouteFolder folder(Duration startTimeout) {
        Settings settings = Settings.defaults().with("my.name", "mine", "test");
        RouteContexts contexts = new RouteContexts(settings, Duration.ofSeconds(1))
                .component("hub", hub)
                .component("count", () -> new Peers.Count(counters))
                .component("stuck", Peers.Stuck::new)
                .component("flaky", () -> new Peers.Flaky(failuresLeft));
        return new RouteFolder(dir, contexts, startTimeout, told::add);
    }

    private RouteFile file(String name) {
        return folder.file(name).orElseThrow();
    }

    private RouteFile awaitState(String name, RouteFileState state) {
        return await().atMost(SOON)
                .until(
                        () -> folder.file(name),
                        found -> found.filter(file -> file.state() == state).isPresent())
                .orElseThrow();
    }

    private int count(String name) {
        return counters.computeIfAbsent(name, made -> new AtomicInteger()).get();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private static String ticking(String id, String counter, int millis) {
        return """
                - route:
                    id: %s
                    from:
                      uri: timer:%s?period=%d
                      steps:
                        - to: count:%s
                """.formatted(id, counter, millis, counter);
    }

    private static String from(String id, String uri) {
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
