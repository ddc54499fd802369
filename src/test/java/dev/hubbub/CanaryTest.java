package dev.hubbub;

import static dev.hubbub.CanaryHub.CANARY;
import static dev.hubbub.CanaryHub.CLEAR;
import static dev.hubbub.CanaryHub.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand words that exist nowhere else are put into everything that people can say, and into everything that can go
 * wrong with it; and whatever strangers can send holds marks that would break a log. Then all that the hub has written is
 * looked through. What a process has in memory, and so a heap dump, is out of reach here.
 */
class CanaryTest {
    private static final Pattern LINE =
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (ERROR|WARN |INFO |DEBUG|TRACE) \\S+ .*|\\t.*");

    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\t]]");

    private static CanaryHub hub;

    @BeforeAll
    static void say(@TempDir Path folder) throws Exception {
        hub = new CanaryHub(folder);
        CanarySayings sayings = new CanarySayings(hub);
        sayings.post();
        sayings.hooks();
        sayings.hostile();
        awaitQuiet();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    private static void awaitQuiet() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(hub.number("select count(*) from delivery where state = 'pending'"))
                    .isZero();
            assertThat(hub.number("select count(*) from delivery where state = 'dead'"))
                    .isGreaterThanOrEqualTo(10);
            assertThat(hub.number("select count(*) from reminder where state = 'waiting'"))
                    .isGreaterThanOrEqualTo(10);
            assertThat(hub.number("select count(*) from story where source = 'test'"))
                    .isEqualTo(50);
            assertThat(hub.number("select count(*) from job_run where reason is not null"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(hub.process.log().contains("odd.camel.yaml")
                            && hub.process.log().contains("odd.yaml"))
                    .isTrue();
        });
    }

    @Test
    void whatWasSaidIsThereForThoseWhoMayReadIt() throws Exception {
        assertThat(hub.canaries).hasSizeGreaterThanOrEqualTo(1000);
        JsonNode dead =
                hub.caller.get("/api/v1/deliveries?state=dead&limit=200").body().path("items");
        assertThat(dead.findValuesAsText("reason")).anyMatch(reason -> reason.contains(CANARY));
        assertThat(hub.caller.get("/api/v1/jobs").body().toString()).contains(CANARY + "job");
        assertThat(hub.caller.get("/api/v1/stories?limit=200").body().findValuesAsText("text"))
                .anyMatch(text -> text.startsWith(CANARY));
    }

    @Test
    void nothingThatWasSaidIsInADumpOfTheDatabase() throws Exception {
        byte[] dump = hub.dump();
        assertThat(new Traces(CANARY).in(dump)).isEmpty();
        assertThat(new Traces(CLEAR).in(dump)).isNotEmpty();
    }

    @Test
    void nothingThatWasSaidIsInAFile() throws Exception {
        hub.number("select 1 from (select pg_switch_wal()) s");
        hub.execute("checkpoint");
        // routes and config are people's own files; the programs are PostgreSQL's
        assertThat(new Traces(CANARY).below(hub.folder, file -> !own(file))).isEmpty();
        assertThat(new Traces(CLEAR).below(hub.folder.resolve("data/postgres"), file -> true))
                .anyMatch(found -> found.startsWith("pg_wal"))
                .anyMatch(found -> found.startsWith("base"));
    }

    private static boolean own(Path file) {
        Path within = hub.folder.relativize(file);
        return within.startsWith("routes") || within.startsWith("config") || within.startsWith("data/postgres-bin");
    }

    @Test
    void everyLineOfTheLogIsWholeAndSafe() throws Exception {
        List<String> lines = hub.log();
        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            assertThat(line).matches(LINE);
            assertThat(UNSAFE.matcher(line).find()).as(line).isFalse();
        }
        assertThat(lines).noneMatch(line -> line.startsWith("12:00:00.000"));
        assertThat(String.join("\n", lines)).contains("forged").contains("\\u202e");
    }

    @Test
    void noSecretIsInTheLog() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(hub.process.adminPassword(), CANARY));
        secrets.add(
                Files.readString(hub.folder.resolve("data/postgres.password")).strip());
        for (String file : List.of("cli.json", "keys.json", "issuer-key.json")) {
            JsonNode json = JSON.readTree(Files.readString(hub.folder.resolve("data/" + file)));
            for (String name : List.of("secret", "value", "d")) {
                secrets.addAll(json.findValuesAsText(name));
            }
        }
        secrets.add(hub.token());
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(7).allMatch(secret -> secret.length() > 6);
        for (String secret : secrets) {
            assertThat(hub.log().stream().filter(line -> line.contains(secret))).isEmpty();
        }
    }
}
