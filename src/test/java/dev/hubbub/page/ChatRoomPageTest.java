package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Page and chat room hear each other. */
@ExtendWith(OnStage.class)
class ChatRoomPageTest {
    @Test
    void aShoutIsHeardInTheRoomAndTheAnswerIsSeenOnceWithItsNick(Stage stage) throws Exception {
        try (Visitor visitor = stage.admin();
                RoomMember ben = new RoomMember(stage.hub(), "ben")) {
            visitor.openChannel("shoutbox/team");

            visitor.say("Is anybody in the chat?");
            await().atMost(Duration.ofSeconds(10)).until(() -> ben.heard().contains("admin: Is anybody in the chat?"));
            ben.say("I am.");

            visitor.sees("I am.");
            assertThat(visitor.messages("I am.").locator(".head")).containsText("ben");
            assertThat(visitor.messages("I am.").locator(".head")).containsText("via chatbot/ops");
            // neither side hears itself again
            visitor.say("Thank you, ben.");
            await().atMost(Duration.ofSeconds(10)).until(() -> ben.heard().contains("admin: Thank you, ben."));
            visitor.sees("Is anybody in the chat?");
            visitor.sees("I am.");
            assertThat(ben.heard()).containsOnlyOnce("admin: Is anybody in the chat?", "I am.");
        }
    }
}
