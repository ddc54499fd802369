package dev.hubbub.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.RequestOptions;
import dev.hubbub.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A hub and a browser. Both are started once in each process of tests, and serve all tests of the page there: Surefire has a root of
 * JUnit's for each class, so what is kept in that would be started for each.
 */
final class Stage {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Path folder;
    private final HubProcess hub;
    private final Playwright playwright;
    private final Browser browser;
    private final String loggedIn;

    private Stage() throws IOException {
        folder = Files.createTempDirectory("hubbub-page");
        hub = HubProcess.start(folder);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setHeadless(true)
                        .setArgs(FLAGS));
        loggedIn = logIn();
    }

    /** The one stage; closed when the process ends. */
    static Stage shared() {
        return Shared.STAGE;
    }

    /** Made when it is first asked for. */
    private static final class Shared {
        static final Stage STAGE = build();

        private static Stage build() {
            try {
                Stage stage = new Stage();
                Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "stage-close"));
                return stage;
            } catch (IOException e) {
                throw new IllegalStateException("the hub did not start", e);
            }
        }
    }

    HubProcess hub() {
        return hub;
    }

    /** The admin in front of a browser of their own, logged in. */
    Visitor admin() {
        return admin(new Browser.NewContextOptions());
    }

    Visitor admin(Browser.NewContextOptions options) {
        return visitor(options.setStorageState(loggedIn));
    }

    /** Somebody who is not logged in. */
    Visitor stranger() {
        return stranger(new Browser.NewContextOptions());
    }

    Visitor stranger(Browser.NewContextOptions options) {
        return visitor(options);
    }

    private Visitor visitor(Browser.NewContextOptions options) {
        return new Visitor(
                browser.newContext(options.setBaseURL(hub.url("/").toString()).setLocale("en-GB")));
    }

    /** What a browser remembers of a log-in. */
    private String logIn() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            context.request()
                    .post(
                            hub.url("/session").toString(),
                            RequestOptions.create()
                                    .setData(Map.of("name", "admin", "password", hub.adminPassword()))
                                    .setFailOnStatusCode(true));
            return context.storageState();
        }
    }

    private void close() {
        browser.close();
        playwright.close();
        hub.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
