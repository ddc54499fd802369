package dev.hubbub;

import dev.hubbub.cli.Cli;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import dev.hubbub.routes.RouteFile;
import dev.hubbub.routes.RouteFileState;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/** The way in: the command line, and the hub that it runs. */
public final class Hubbub {
    private static final int FAILED = 1;
    private static final int STOP_SECONDS = 20;
    private static final Duration UP = Duration.ofSeconds(60);

    private Hubbub() {}

    public static void main(String[] args) throws InterruptedException {
        if (Cli.onlyRuns(args)) {
            System.exit(run(new PrintWriter(System.out, true, Charset.defaultCharset())));
        }
        CommandLine line = Cli.commandLine(Hubbub::run, System.getenv());
        Objects.requireNonNull(line.getSubcommands().get("keys")).addSubcommand(new KeyText());
        Objects.requireNonNull(line.getSubcommands().get("routes")).addSubcommand(new RouteCheck(System.getenv()));
        System.exit(line.execute(args));
    }

    /** Runs a hub until the process is told to end. */
    private static int run(PrintWriter out) throws InterruptedException {
        Settings settings;
        try {
            settings = Settings.load(System.getenv(), System.getProperties());
        } catch (SettingsException e) {
            LoggerFactory.getLogger(Hubbub.class).error("the configuration is not understood: {}", e.getMessage());
            return FAILED;
        }
        // read by logback.xml, which is read when the first logger is made
        System.setProperty("HUBBUB_LOG_LEVEL", settings.word(Key.LOG_LEVEL));
        System.setProperty("HUBBUB_LOG_FORMAT", settings.word(Key.LOG_FORMAT));
        Logger log = LoggerFactory.getLogger(Hubbub.class);
        // what libraries log in Java's own way must not go around the encoder, which makes lines safe
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Parts parts = new Parts();
        CountDownLatch started = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts, started, log), "hubbub-stop"));
        try {
            Hub hub;
            try {
                hub = Hub.start(settings, parts);
            } finally {
                started.countDown();
            }
            out.println(hub.greeting());
            out.flush();
            tellReady(hub, log);
            HeapTrim.now();
        } catch (Exception e) {
            log.error("the hub cannot start: {}", e.getMessage());
            log.debug("the hub cannot start", e);
            return FAILED;
        }
        new CountDownLatch(1).await();
        return 0;
    }

    /** The end of a start: whether all that is configured runs. */
    private static void tellReady(Hub hub, Logger log) throws InterruptedException {
        if (!hub.star.folder.awaitSettled(UP)) {
            log.warn("some route files are still starting after {} s", UP.toSeconds());
        }
        List<RouteFile> files = hub.star.folder.files();
        log.info(
                "ready: {} of {} route files run",
                files.stream()
                        .filter(file -> file.state() == RouteFileState.RUNNING)
                        .count(),
                files.size());
    }

    /** Stops what runs, and what a start under way brings up in its last moments. */
    private static void stop(Parts parts, CountDownLatch started, Logger log) {
        log.info("stopping");
        parts.close();
        try {
            if (!started.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the hub was still starting when it had to end");
            }
            log.info("stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
