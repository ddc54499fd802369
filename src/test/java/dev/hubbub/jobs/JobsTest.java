package dev.hubbub.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.config.Settings;
import dev.hubbub.routes.RouteContexts;
import dev.hubbub.routes.RouteFile;
import dev.hubbub.routes.RouteFileState;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.store.QuartzConnections;
import dev.hubbub.store.StoredJobRuns;
import dev.hubbub.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of route files and the hub's own, on a real database and real schedulers. */
class JobsTest {
    private static final String HOURLY = "0 0 * * * ?";
    private static final String EACH_SECOND = "* * * * * ?";

    @TempDir
    Path folder = Path.of(".");

    private final Queue<String> runs = new ConcurrentLinkedQueue<>();
    private final List<Hub> hubs = new ArrayList<>();
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        List.copyOf(hubs).forEach(Hub::close);
        database.close();
    }

    @Test
    void runsARouteOnTimeAndTellsHowItWent() throws Exception {
        write("tick", EACH_SECOND);
        Hub hub = new Hub("sole", Duration.ofSeconds(1)).start();
        soon().until(() -> runs.size() >= 2);
        JobState job = hub.job("tick");
        assertThat(job.what()).isEqualTo("Ticks.");
        assertThat(job.schedule()).isEqualTo(EACH_SECOND);
        assertThat(job.doing()).isNotEqualTo(JobState.Doing.PAUSED);
        assertThat(job.nextRun()).isNotNull();
        soon().until(() -> last(hub, "tick").outcome() == JobLedger.Outcome.DONE);
    }

    @Test
    void refusesASillyRateWithAReasonAndGoesOn() throws Exception {
        write("silly", EACH_SECOND);
        write("good", HOURLY);
        Files.writeString(
                folder.resolve("plain.camel.yaml"),
                "- route:\n    from:\n      uri: quartz:plain\n      steps:\n        - to: bean:runs\n");
        Hub hub = new Hub("sole", Duration.ofMinutes(1)).start();
        RouteFile silly = hub.file("silly");
        assertThat(silly.state()).isEqualTo(RouteFileState.FAILED);
        assertThat(silly.reason())
                .contains("would run every 1s", "shortest time between two runs is 1m", "hubbub.jobs.min-every");
        assertThat(hub.file("plain").state()).isEqualTo(RouteFileState.FAILED);
        assertThat(hub.file("good").state()).isEqualTo(RouteFileState.RUNNING);
        assertThat(hub.names()).containsExactly("good");
    }

    @Test
    void keepsAJobsGroupsApartFromTheHubsOwn() throws Exception {
        write("a", "hub/retention", HOURLY);
        write("b", "mine/report", HOURLY);
        Hub hub = new Hub("sole", Duration.ofMinutes(1)).start();
        assertThat(hub.file("a").reason()).contains("the hub's own");
        assertThat(hub.names()).containsExactly("mine.report");
    }

    @Test
    void runsOnceInTwoNodes() throws Exception {
        write("tick", EACH_SECOND);
        Hub one = new Hub("one", Duration.ofSeconds(1)).start();
        new Hub("two", Duration.ofSeconds(1)).start();
        soon().until(() -> runs.size() >= 4);
        assertThat(runs).doesNotHaveDuplicates();
        assertThat(one.names()).containsExactly("tick");
    }

    @Test
    void doesNotRunAgainAtARestart() throws Exception {
        write("hourly", HOURLY);
        Hub before = new Hub("sole", Duration.ofMinutes(1)).start();
        assertThat(before.jobs.runNow("hourly")).isTrue();
        soon().until(() -> runs.size() == 1);
        soon().until(() -> last(before, "hourly").outcome() == JobLedger.Outcome.DONE);
        before.close();
        Hub after = new Hub("sole", Duration.ofMinutes(1)).start();
        assertThat(last(after, "hourly").outcome()).isEqualTo(JobLedger.Outcome.DONE);
        soon().during(Duration.ofSeconds(2)).until(() -> runs.size() == 1);
    }

    @Test
    void followsAFileThatIsChangedAndDeleted() throws Exception {
        write("job", HOURLY);
        Hub hub = new Hub("sole", Duration.ofSeconds(1)).start();
        assertThat(hub.job("job").schedule()).isEqualTo(HOURLY);
        write("job", EACH_SECOND);
        soon().until(() -> runs.size() >= 2);
        assertThat(hub.job("job").schedule()).isEqualTo(EACH_SECOND);
        Files.delete(folder.resolve("job.camel.yaml"));
        soon().until(() -> hub.file("job").state() == RouteFileState.REMOVED);
        assertThat(hub.names()).isEmpty();
        int before = runs.size();
        soon().during(Duration.ofSeconds(3)).until(() -> runs.size() <= before + 1);
    }

    @Test
    void leavesTheScheduleAloneWhenTheNewVersionIsBroken() throws Exception {
        write("job", HOURLY);
        Hub hub = new Hub("sole", Duration.ofSeconds(1)).start();
        write("job", "0 30 * * * ?");
        Path file = folder.resolve("job.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("bean:runs", "nosuch:thing"));
        soon().until(() -> hub.file("job").state() == RouteFileState.FAILED);
        assertThat(hub.file("job").earlierUp()).isTrue();
        assertThat(hub.job("job").schedule()).isEqualTo(HOURLY);
        assertThat(hub.jobs.runNow("job")).isTrue();
        soon().until(() -> runs.size() == 1);
    }

    @Test
    void forgetsWhatWasDeletedWhileTheHubWasDown() throws Exception {
        write("gone", EACH_SECOND);
        write("stays", HOURLY);
        new Hub("sole", Duration.ofSeconds(1)).start().close();
        Files.delete(folder.resolve("gone.camel.yaml"));
        runs.clear();
        Hub hub = new Hub("sole", Duration.ofSeconds(1)).start();
        assertThat(hub.names()).containsExactly("stays");
        soon().during(Duration.ofSeconds(2)).until(runs::isEmpty);
    }

    @Test
    void skipsRunsOfAPausedFile() throws Exception {
        write("tick", EACH_SECOND);
        Hub hub = new Hub("sole", Duration.ofSeconds(1)).start();
        soon().until(() -> !runs.isEmpty());
        hub.routes.pause("tick.camel.yaml");
        soon().until(() -> last(hub, "tick").outcome() == JobLedger.Outcome.SKIPPED);
        assertThat(hub.job("tick").doing()).isEqualTo(JobState.Doing.PAUSED);
        assertThat(hub.jobs.runNow("tick")).isFalse();
        int before = runs.size();
        hub.routes.resume("tick.camel.yaml");
        soon().until(() -> runs.size() > before);
    }

    @Test
    void tellsWhyARunFailedAndRunsTheNext() throws Exception {
        Files.writeString(folder.resolve("bad.camel.yaml"), """
                - route:
                    from:
                      uri: quartz:bad?cron=%s
                      steps:
                        - to: bean:runs
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: no luck
                """.formatted(EACH_SECOND.replace(' ', '+')));
        Hub hub = new Hub("sole", Duration.ofSeconds(1)).start();
        soon().until(() -> runs.size() >= 2);
        soon().until(() -> last(hub, "bad").outcome() == JobLedger.Outcome.FAILED);
        assertThat(last(hub, "bad").reason()).isEqualTo("IllegalStateException: no luck");
    }

    @Test
    void runsItsOwnJobsToo() throws Exception {
        AtomicInteger done = new AtomicInteger();
        Hub hub = new Hub("sole", Duration.ofMinutes(1));
        hub.jobs.add(new HubJob("sweep", "Sweeps.", HOURLY, done::incrementAndGet));
        hub.jobs.add(new HubJob("sweep", "Sweeps.", EACH_SECOND, done::incrementAndGet));
        hub.start();
        soon().until(() -> done.get() >= 2);
        assertThat(hub.job("hub.sweep").what()).isEqualTo("Sweeps.");
        assertThat(hub.job("hub.sweep").schedule()).isEqualTo(EACH_SECOND);
    }

    @Test
    void saysThatThereIsNoSuchJob() throws Exception {
        Hub hub = new Hub("sole", Duration.ofMinutes(1)).start();
        assertThat(hub.jobs.runNow("nothing")).isFalse();
    }

    private void write(String name, String cron) throws IOException {
        write(name, name, cron);
    }

    private void write(String file, String job, String cron) throws IOException {
        Files.writeString(folder.resolve(file + ".camel.yaml"), """
                - route:
                    description: Ticks.
                    from:
                      uri: quartz:%s
                      parameters:
                        cron: "%s"
                      steps:
                        - to: bean:runs
                """.formatted(job, cron));
    }

    private static JobLedger.Run last(Hub hub, String job) {
        return Optional.ofNullable(hub.job(job).last())
                .orElseGet(() -> new JobLedger.Run(Instant.EPOCH, null, null, null));
    }

    /** A hub, as far as jobs go. */
    private final class Hub {
        final Jobs jobs;
        final RouteFolder routes;

        Hub(String name, Duration minEvery) {
            hubs.add(this);
            jobs = Jobs.open(
                    new QuartzConnections(database.database()),
                    name,
                    new StoredJobRuns(database.database()),
                    minEvery,
                    Clock.systemUTC());
            Processor note = exchange ->
                    runs.add(String.valueOf(exchange.getMessage().getHeader("scheduledFireTime", Date.class)));
            routes = new RouteFolder(
                    folder,
                    new RouteContexts(Settings.defaults(), Duration.ofSeconds(1))
                            .component("quartz", jobs::component)
                            .bean("runs", note),
                    Duration.ofSeconds(20),
                    file -> {});
        }

        Hub start() throws InterruptedException {
            routes.start();
            assertThat(routes.awaitSettled(Duration.ofSeconds(20))).isTrue();
            jobs.start(routes::awaitSettled);
            return this;
        }

        List<String> names() {
            return jobs.list().stream().map(JobState::name).toList();
        }

        JobState job(String name) {
            return jobs.list().stream()
                    .filter(job -> job.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        RouteFile file(String name) {
            return Objects.requireNonNull(routes.file(name + ".camel.yaml").orElse(null));
        }

        void close() {
            hubs.remove(this);
            routes.close();
            jobs.close();
        }
    }

    /** Room for a busy machine; nothing is expected to take that long. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
