package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class RecoveryTest {
    /** The browser may keep the page for the way back, and holds few connections to one host. */
    @Test
    void givesItsConnectionBackWhenItIsLeft(Stage stage) {
        await().until(() -> streams(stage) == 0);
        try (Visitor visitor = stage.admin()) {
            visitor.openChannel("shoutbox/team");
            await().until(() -> streams(stage) == 1);

            visitor.page().evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
            await().until(() -> streams(stage) == 0);

            visitor.page().evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
            await().until(() -> streams(stage) == 1);
            visitor.isLive();
        }
    }

    private static int streams(Stage stage) throws IOException, InterruptedException {
        String figures = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(stage.hub().url("/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return figures.lines()
                .filter(line -> line.startsWith("hubbub_streams "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void reconnectsByItselfWithoutLossWhenTheHubWasKilled(Stage stage) throws Exception {
        try (Visitor visitor = stage.admin();
                Visitor other = stage.admin()) {
            visitor.openChannel("shoutbox/team");
            other.openChannel("shoutbox/team");
            other.say("before the fall");
            visitor.sees("before the fall");

            stage.hub().kill();
            assertThat(visitor.page().locator(".connection")).hasText(Pattern.compile("Reconnecting"));
            visitor.say("said to a dead hub");
            stage.hub().restart();
            other.isLive();
            other.say("after the fall");

            visitor.isLive();
            visitor.sees("after the fall");
            visitor.sees("before the fall");
            visitor.sees("said to a dead hub");
            other.sees("said to a dead hub");
        }
    }
}
