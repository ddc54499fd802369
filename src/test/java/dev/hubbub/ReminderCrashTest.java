package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reminders outlive a hub that is killed: each comes once. */
@Tag("long")
class ReminderCrashTest {
    @Test
    void remindersComeOnceAfterTheHubWasKilled(@TempDir Path folder) throws Exception {
        try (HubProcess hub = HubProcess.start(folder)) {
            Caller caller = new Caller(hub::url, folder.resolve("data")).logIn();
            for (int i = 1; i <= 5; i++) {
                caller.say("shoutbox/team", "!remind in " + i + "s number " + i);
            }
            soon().until(() -> said(caller, "Reminder 5 is set for").size() == 1);
            hub.kill();
            hub.restart();
            Caller again = new Caller(hub::url, folder.resolve("data")).logIn();
            soon().untilAsserted(() -> assertThat(said(again, "Reminder for local"))
                    .containsExactlyInAnyOrder(
                            "Reminder for local: number 1",
                            "Reminder for local: number 2",
                            "Reminder for local: number 3",
                            "Reminder for local: number 4",
                            "Reminder for local: number 5"));
            soon().during(Duration.ofSeconds(3))
                    .until(() -> said(again, "Reminder for local").size() == 5);
            again.say("shoutbox/team", "!remind list");
            soon().until(() ->
                    said(again, "You have no reminders waiting here.").size() == 1);
        }
    }

    private static List<String> said(Caller caller, String start) throws Exception {
        JsonNode page =
                caller.get("/api/v1/channels/shoutbox/team/messages?limit=100").body();
        List<String> texts = new ArrayList<>();
        page.path("items").forEach(item -> texts.add(item.path("text").asText()));
        return texts.stream().filter(text -> text.startsWith(start)).toList();
    }

    /** Room for a busy machine; nothing is expected to take that long. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
