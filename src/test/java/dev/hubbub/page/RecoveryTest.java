package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class RecoveryTest {
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
