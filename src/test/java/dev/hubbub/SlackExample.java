package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.peers.Slack;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Slack, by {@code docs/examples/slack.camel.yaml}. */
interface SlackExample {
    YamlChannels channels();

    @Test
    @Tag("long")
    default void anAppOfSlackHearsAndSpeaks() throws Exception {
        URI hook = channels().hub.url("/hooks/slack");
        ObjectNode challenge =
                channels().slack.message("x").put("type", "url_verification").put("challenge", "3eZbrw1a");
        assertThat(channels()
                        .slack
                        .post(hook, challenge, Instant.now(), Slack.SECRET)
                        .body())
                .isEqualTo("3eZbrw1a");
        assertThat(channels()
                        .slack
                        .post(hook, challenge, Instant.now(), "another secret")
                        .statusCode())
                .isEqualTo(403);
        assertThat(channels()
                        .slack
                        .post(hook, challenge, Instant.now().minusSeconds(400), Slack.SECRET)
                        .statusCode())
                .isEqualTo(403);
        ObjectNode said =
                channels().slack.message("Grüße, ж, 5 € 🚀: <https://example.org/?a=1&amp;b=2|example> &lt;3");
        assertThat(channels().slack.tell(hook, said)).isEqualTo(204);
        assertThat(channels().slack.tell(hook, said)).isEqualTo(204);
        assertThat(channels()
                        .slack
                        .tell(hook, channels().slack.message("I am an app").put("bot_id", "B1")))
                .isEqualTo(204);
        JsonNode message = channels().seen(YamlChannels.TEXT + " <3");
        assertThat(message.path("sender").asText()).isEqualTo("slack:U061F7AUR");
        assertThat(message.path("senderName").asText()).isEqualTo("Ana Müller");
        assertThat(channels().slack.tell(hook, channels().slack.changed(said, "corrected")))
                .isEqualTo(204);
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> channels().matching(YamlChannels.TEXT + " <3").isEmpty()
                        && channels().matching("corrected").size() == 1);

        channels().slack.limit(1);
        channels().shout("toslack \"" + YamlChannels.TEXT + "\" & <b>");
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> !channels().slack.taken().isEmpty());
        assertThat(channels().slack.taken())
                .singleElement()
                .satisfies(
                        one -> assertThat(Slack.shown(one)).isEqualTo("toslack \"" + YamlChannels.TEXT + "\" & <b>"));
        JsonNode refused = channels().caller.say("shoutbox/ops", "elsewhere").body();
        channels().awaitTrace(refused, "channel_not_found");
        channels().awaitDeliveries("slack/main", "sent", 1);
        assertThat(channels().log.arrivedOn("slack/main")).containsExactly("corrected");
    }
}
