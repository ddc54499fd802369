package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Telegram, by {@code docs/examples/telegram.camel.yaml}. */
interface TelegramExample {
    YamlChannels channels();

    @Test
    @Tag("long")
    default void aTelegramBotHearsAndSpeaks() throws Exception {
        String told = YamlChannels.TEXT + " telegram";
        int said = channels().telegram.write(told);
        channels().telegram.noise("I am a bot");
        JsonNode message = channels().seen(told);
        assertThat(message.path("sender").asText()).isEqualTo("telegram:4711");
        assertThat(message.path("senderName").asText()).isEqualTo("Ana Müller");
        assertThat(message.path("sentAt").asText()).isEqualTo("2026-11-25T09:46:40Z");
        channels().telegram.edit(said, "\"corrected\"");
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> channels().matching(told).isEmpty()
                        && channels().matching("\"corrected\"").size() == 1);
        channels().telegram.sticker();
        channels().seen("🦆");

        channels().telegram.limit(1);
        String text = "totelegram \"" + YamlChannels.TEXT + "\"\n" + "long ".repeat(1500) + "end";
        channels().shout(text);
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> channels().telegram.taken().size() >= 2);
        assertThat(channels().telegram.taken().stream()
                        .map(one -> one.path("text").asText()))
                .allMatch(piece -> piece.length() <= 4096);
        assertThat(channels().telegram.taken().stream()
                        .map(one -> one.path("text").asText())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(text);
        JsonNode refused = channels().caller.say("shoutbox/ops", "nowhere").body();
        channels().awaitTrace(refused, "HTTP 400: Bad Request: chat not found");
        channels().awaitDeliveries("telegram/main", "sent", 1);
        String known = channels()
                .deliveries("telegram/main", "sent")
                .get(0)
                .path("externalId")
                .asText();
        var unused = channels().telegram.answer(Integer.parseInt(known.substring(known.indexOf('/') + 1)), "I answer");
        assertThat(channels().seen("I answer").path("inReplyTo").asText()).isNotEmpty();
        assertThat(channels().log.arrivedOn("telegram/main")).doesNotContain("I am a bot");
    }
}
