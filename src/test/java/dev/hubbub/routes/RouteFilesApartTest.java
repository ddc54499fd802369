package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.hubbub.component.HubComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No file disturbs another, or the hub, whatever is in it. */
class RouteFilesApartTest extends FolderFixture {
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
}
