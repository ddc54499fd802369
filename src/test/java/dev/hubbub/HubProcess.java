package dev.hubbub;

import static org.awaitility.Awaitility.await;

import dev.hubbub.peers.FreePort;
import dev.hubbub.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A hub as a process of its own, in a folder of its own, as a person starts it; it can be killed. */
public final class HubProcess implements AutoCloseable {
    private static final Pattern PASSWORD = Pattern.compile("as admin with this password[^\\n]*: (\\S+)");

    private final Path folder;
    private final int port;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;
    private int starts;

    private HubProcess(Path folder, int port, Map<String, String> settings, List<String> options) throws IOException {
        this.folder = folder;
        this.port = port;
        environment.put("HUBBUB_HTTP_PORT", Integer.toString(port));
        environment.put("HUBBUB_SANDBOX_XMPP_PORT", Integer.toString(FreePort.take()));
        environment.put("HUBBUB_SANDBOX_SMTP_PORT", "0");
        environment.put("HUBBUB_SANDBOX_IMAP_PORT", "0");
        environment.put("HUBBUB_SANDBOX_SMS_PORT", "0");
        environment.put("HUBBUB_SANDBOX_WEBHOOK_PORT", "0");
        environment.put("HUBBUB_SANDBOX_X_PORT", "0");
        environment.put("HUBBUB_SANDBOX_SIP_PORT", "0");
        environment.putAll(settings);
        this.process = launch(options);
    }

    /** Starts a hub with the shipped routes and configuration, and waits until it is ready. */
    public static HubProcess start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    /** As {@link #start(Path)}, with settings as environment variables. */
    public static HubProcess start(Path folder, Map<String, String> settings) throws IOException {
        HubClasses.learn(HubProcess::teach);
        furnish(folder);
        HubProcess hub = new HubProcess(folder, FreePort.take(), settings, List.of());
        hub.awaitReady();
        return hub;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** What starts a hub or a command of it here. */
    public static List<String> command(String... arguments) {
        return command(List.of(), arguments);
    }

    private static List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(HubClasses.options());
        command.addAll(options);
        command.add("dev.hubbub.Hubbub");
        command.addAll(List.of(arguments));
        return command;
    }

    /** A hub that only starts and ends. */
    private static void teach(List<String> options) throws IOException {
        Path folder = Files.createTempDirectory("hubbub-teacher");
        furnish(folder);
        HubProcess hub = new HubProcess(folder, FreePort.take(), Map.of(), options);
        try (hub) {
            hub.awaitReady();
        }
        delete(folder);
    }

    private static void furnish(Path folder) throws IOException {
        copy(Path.of("routes"), folder.resolve("routes"));
        copy(Path.of("config"), folder.resolve("config"));
        TestDatabase.lendPrograms(folder.resolve("data"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Process launch(List<String> options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(options, "run")).directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("hub-" + ++starts + ".log").toFile());
        return builder.start();
    }

    /** Waits until the hub says that it is ready. */
    public void awaitReady() throws IOException {
        try {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> isReady() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the hub does not get ready: " + log(), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the hub ended: " + log());
        }
    }

    /** Whether it says that it is ready. */
    public boolean isReady() throws InterruptedException {
        try {
            HttpRequest ask = HttpRequest.newBuilder(url("/observe/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HttpClient.newHttpClient()
                            .send(ask, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** How many threads it has. */
    public int threads() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return (int) threads.count();
        }
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Holds it where it is: it does nothing until it is {@link #thaw thawed}, and its connections stay open. */
    public void freeze() throws IOException {
        Signals.send("STOP", Stream.of(process.toHandle()));
    }

    /** Lets it go on where it was frozen. */
    public void thaw() throws IOException {
        Signals.send("CONT", Stream.of(process.toHandle()));
    }

    /** Starts it again in the same folder, on the same port. */
    public void restart() throws IOException {
        process = launch(List.of());
        awaitReady();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public Path folder() {
        return folder;
    }

    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** What this run has printed. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("hub-" + starts + ".log"));
    }

    /** The admin's password, as the first start prints it. */
    public String adminPassword() throws IOException {
        Matcher found = PASSWORD.matcher(Files.readString(folder.resolve("hub-1.log")));
        if (!found.find()) {
            throw new IllegalStateException("the first start printed no password: " + log());
        }
        return found.group(1);
    }

    /** What the command line prints, run in the hub's folder. */
    public String run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process started = builder.start();
        String printed = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        started.waitFor();
        return printed;
    }

    /** Ends it as SIGTERM does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
