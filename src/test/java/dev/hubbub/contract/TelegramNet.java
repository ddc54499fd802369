package dev.hubbub.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.Telegram;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chat of Telegram with the hub's bot in it. */
final class TelegramNet extends Net {
    private final Telegram telegram = new Telegram();
    private final int port;

    TelegramNet(Path home) throws Exception {
        super(
                "telegram",
                "telegram/main",
                Can.ANSWER,
                Can.CORRECT,
                Can.FILE,
                Can.FILES,
                Can.ANSWERS,
                Can.CORRECTS,
                Can.RETRACTS,
                Can.LOOKS);
        port = way(URI.create(telegram.url()).getPort());
        Everywhere.example(home, "telegram");
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with("telegram.url", "http://127.0.0.1:" + port, "test")
                .with("telegram.token", Telegram.TOKEN, "test")
                .with("telegram.chat", Telegram.CHAT, "test");
    }

    @Override
    String say(Said said) {
        if (!said.corrects().isEmpty()) {
            telegram.edit(number(said.corrects()), said.text());
            return said.corrects();
        }
        if (!said.file().isEmpty()) {
            return Telegram.CHAT + "/" + telegram.send(said.file(), said.text());
        }
        int id = said.answers().isEmpty()
                ? telegram.write(said.text())
                : telegram.answer(number(said.answers()), said.text());
        return Telegram.CHAT + "/" + id;
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.indexOf('/') + 1));
    }

    @Override
    String sender() {
        return "telegram:4711";
    }

    @Override
    boolean sayAsProgram(String text) {
        telegram.noise(text);
        return true;
    }

    @Override
    Optional<String> nobody() {
        return Optional.of("telegram:12");
    }

    @Override
    boolean limit() {
        telegram.limit(1);
        return true;
    }

    @Override
    int longest() {
        return 4096;
    }

    @Override
    List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        for (JsonNode taken : telegram.taken()) {
            if (taken.has("document")) {
                seen.add(
                        seen.remove(seen.size() - 1).with(taken.path("document").asText()));
            } else {
                seen.add(seen(taken));
            }
        }
        return seen;
    }

    private static Seen seen(JsonNode taken) {
        String chat = taken.path("chat_id").asText() + "/";
        String text = taken.path("text").asText();
        String about = taken.has("message_id") ? chat + taken.path("message_id").asText() : "";
        JsonNode answered = taken.path("reply_parameters").path("message_id");
        return new Seen(
                about.isEmpty() ? chat + taken.path("given").asText() : about,
                text,
                "",
                answered.isMissingNode() ? "" : chat + answered.asText(),
                text.isEmpty() ? "" : about,
                text.isEmpty() ? about : "");
    }

    @Override
    void close() throws Exception {
        super.close();
        telegram.close();
    }
}
