package dev.hubbub;

import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A whole hub in this process, as it is shipped, in a folder of its own and on free ports. */
public final class TestHub implements AutoCloseable {
    private final Settings settings;
    private final String adminPassword;
    private final Path folder;
    private Hub hub;

    private TestHub(Path folder, Settings settings, Hub hub) {
        this.folder = folder;
        this.settings = settings.with(Key.HTTP_PORT, Integer.toString(hub.port()));
        this.hub = hub;
        this.adminPassword = hub.firstPassword.map(Secret::reveal).orElse("");
    }

    /** Starts one with the shipped routes and configuration and the sandbox. */
    public static TestHub start(Path folder) throws Exception {
        return start(folder, settings -> settings);
    }

    /** Starts one with other settings. */
    public static TestHub start(Path folder, UnaryOperator<Settings> change) throws Exception {
        copy(Path.of("routes"), folder.resolve("routes"));
        copy(Path.of("config"), folder.resolve("config"));
        TestDatabase.lendPrograms(folder.resolve("data"));
        Settings settings = change.apply(Settings.defaults()
                .with(Key.HTTP_PORT, "0")
                .with(Key.SANDBOX_XMPP_PORT, "0")
                .with(Key.SANDBOX_SMTP_PORT, "0")
                .with(Key.SANDBOX_IMAP_PORT, "0")
                .with(Key.SANDBOX_SMS_PORT, "0")
                .with(Key.SANDBOX_WEBHOOK_PORT, "0")
                .with(Key.SANDBOX_X_PORT, "0")
                .with(Key.SANDBOX_SIP_PORT, "0")
                .with(Key.DATA, folder.resolve("data").toString())
                .with(Key.ROUTES, folder.resolve("routes").toString())
                .with(Key.CONFIG, folder.resolve("config").toString()));
        TestHub started = new TestHub(folder, settings, Hub.start(settings));
        started.settle();
        return started;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private void settle() throws InterruptedException {
        if (!hub.star.folder.awaitSettled(Duration.ofSeconds(60))) {
            throw new IllegalStateException("route files do not come up: " + hub.star.folder.files());
        }
    }

    /** The parts of it. */
    Hub hub() {
        return hub;
    }

    /** Where {@code routes/} and {@code config/} are. */
    public Path folder() {
        return folder;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + hub.port() + path);
    }

    /** The password that the first start gave the user {@code admin}. */
    public String adminPassword() {
        return adminPassword;
    }

    /** Stops it, and starts it again in the same folder and on the same port. */
    public void restart() throws Exception {
        hub.close();
        hub = Hub.start(settings);
        settle();
    }

    @Override
    public void close() {
        hub.close();
    }
}
