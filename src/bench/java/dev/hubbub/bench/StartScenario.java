package dev.hubbub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** From the command to ready, and what an idle hub holds: the jar that was built, with the route files of this project. */
final class StartScenario implements Scenario {
    private static final Path JAR = Path.of("target", "hubbub.jar").toAbsolutePath();
    /** As docs/how-to/start-fast-and-small.md has it. */
    private static final List<String> LEAN = List.of("-XX:+UseSerialGC", "-Xms64m");

    /** Seconds before memory is looked at. */
    private static final int IDLE = 10;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "to ready: embedded data that exists, an external database, from an archive of classes, with JDK 25 and"
                + " its AOT cache; idle memory";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        if (!Files.exists(JAR)) {
            return List.of(Result.of(name(), "the jar is not built", "s", Double.NaN, "", null));
        }
        ground.cool();
        int times = ground.thorough() ? 5 : 1;
        List<Result> results = new ArrayList<>();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Map<String, String> external = external(ground);
        Path folder = folder(ground);
        // the first start makes the database, and is not measured
        start(java, List.of(), folder, Map.of(), 0);
        add(results, "embedded data", median(java, List.of(), folder, Map.of(), times, 0), 6);
        folder = folder(ground);
        Path cache = folder.resolve("hubbub.aot");
        Optional<Path> newer = newerJava();
        // likewise the schema; and it is what a newer JDK learns from
        start(
                newer.orElse(java),
                newer.isPresent() ? List.of("-XX:AOTCacheOutput=" + cache) : List.of(),
                folder,
                external,
                1);
        Started started = median(java, List.of(), folder, external, times, IDLE);
        add(results, "external database", started, 3);
        results.add(idle("idle", started));
        if (ground.thorough()) {
            results.add(idle("idle, serial collector", start(java, LEAN, folder, external, IDLE)));
            results.add(archived(java, folder, external, times));
        }
        results.addAll(cached(newer, cache, folder, external, times));
        return results;
    }

    private void add(List<Result> results, String variant, Started started, double bound) {
        results.add(
                Result.of(name(), variant, "s", started.seconds(), "≤ " + bound + " s", started.seconds() <= bound));
    }

    private Result idle(String variant, Started started) {
        return Result.of(name(), variant, "MB", started.megabytes(), "≤ 350 MB", started.megabytes() <= 350);
    }

    /** From an archive of classes, as any JDK makes it. */
    private Result archived(Path java, Path folder, Map<String, String> external, int times) throws Exception {
        Path archive = folder.resolve("hubbub.jsa");
        start(java, List.of("-XX:ArchiveClassesAtExit=" + archive), folder, external, 1);
        Started started = median(java, List.of("-XX:SharedArchiveFile=" + archive), folder, external, times, 0);
        return Result.of(name(), "external, archive of classes", "s", started.seconds(), "", null);
    }

    /** With what a newer JDK can do ahead of time, if there is one. */
    private List<Result> cached(Optional<Path> java, Path cache, Path folder, Map<String, String> external, int times)
            throws Exception {
        if (java.isEmpty()) {
            return List.of(Result.of(name(), "AOT cache: no JDK 25", "s", Double.NaN, "≤ 2.0 s", null));
        }
        List<Result> results = new ArrayList<>();
        List<String> options = List.of("-XX:AOTCache=" + cache);
        Started started = median(java.get(), options, folder, external, times, IDLE);
        add(results, "external, JDK 25, AOT cache", started, 2);
        results.add(idle("idle, JDK 25, AOT cache", started));
        return results;
    }

    private static Optional<Path> newerJava() {
        String home = System.getenv().getOrDefault("JAVA25_HOME", "/usr/lib/jvm/temurin-25-jdk-amd64");
        return Optional.of(Path.of(home, "bin", "java")).filter(Files::isExecutable);
    }

    /** @param megabytes resident, after it idled */
    private record Started(double seconds, double megabytes) {}

    /** The seconds of the middle one; what one of them held after it had idled. */
    private static Started median(
            Path java, List<String> options, Path folder, Map<String, String> environment, int times, int idleSeconds)
            throws Exception {
        List<Started> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(start(java, options, folder, environment, i == times / 2 ? idleSeconds : 0));
        }
        double idle = all.get(times / 2).megabytes();
        all.sort(Comparator.comparingDouble(Started::seconds));
        return new Started(all.get(times / 2).seconds(), idle);
    }

    /** Starts a hub, lets it idle for so many seconds, and stops it. */
    private static Started start(
            Path java, List<String> options, Path folder, Map<String, String> environment, int idleSeconds)
            throws Exception {
        int port = Ground.freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("hub.log").toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("HUBBUB_HTTP_PORT", Integer.toString(port));
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            awaitReady(process, port, folder);
            double seconds = (System.nanoTime() - begin) / 1e9;
            TimeUnit.SECONDS.sleep(idleSeconds);
            return new Started(seconds, Memory.of(process.pid()) / 1024.0);
        } finally {
            process.destroy();
            // the cache of a training run is written while the process ends
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static void awaitReady(Process process, int port, Path folder) throws Exception {
        HttpLoad ask = new HttpLoad(
                port,
                List.of("GET /observe/health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                if (ask.each(1).statuses().containsKey(200)) {
                    return;
                }
            } catch (IOException | UncheckedIOException e) {
                // it does not listen yet
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IOException("the hub does not start: " + Files.readString(folder.resolve("hub.log")));
    }

    private static Map<String, String> external(Ground ground) throws Exception {
        return new HashMap<>(Map.of(
                "HUBBUB_DATABASE_URL", ground.postgres().url(ground.database("start")),
                "HUBBUB_DATABASE_USER", ground.postgres().user(),
                "HUBBUB_DATABASE_PASSWORD", ground.postgres().password(),
                "HUBBUB_SANDBOX_XMPP_PORT", Integer.toString(Ground.freePort()),
                "HUBBUB_SANDBOX_SMTP_PORT", "0",
                "HUBBUB_SANDBOX_IMAP_PORT", "0"));
    }

    /** A folder as one has it after unpacking: this project's routes and configuration. */
    private static Path folder(Ground ground) throws IOException {
        Path folder = ground.folder("start");
        for (String name : List.of("routes", "config")) {
            Path from = Path.of(name).toAbsolutePath();
            try (Stream<Path> all = Files.walk(from)) {
                for (Path path : all.toList()) {
                    Path to = folder.resolve(name).resolve(from.relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(path, to);
                    }
                }
            }
        }
        return folder;
    }
}
