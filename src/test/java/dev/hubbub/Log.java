package dev.hubbub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a hub has in its log, read page by page over its API. */
public final class Log {
    private final Caller caller;

    public Log(Caller caller) {
        this.caller = caller;
    }

    /** All messages that can be seen on a channel, newest first. */
    public List<JsonNode> feed(String channel) throws IOException, InterruptedException {
        return all("/api/v1/channels/" + channel + "/messages?limit=200");
    }

    /** The texts of all messages that arrived on a channel, newest first. */
    public List<String> arrivedOn(String channel) throws IOException, InterruptedException {
        return all("/api/v1/messages?limit=200&channel=" + channel).stream()
                .map(message -> message.path("text").asText())
                .toList();
    }

    /** The texts of all messages, newest first. */
    public List<String> texts() throws IOException, InterruptedException {
        return all("/api/v1/messages?limit=200").stream()
                .map(message -> message.path("text").asText())
                .toList();
    }

    /** The deliveries in a state. */
    public List<JsonNode> deliveries(String state) throws IOException, InterruptedException {
        return all("/api/v1/deliveries?limit=200&state=" + state);
    }

    /** Everything of a list, page by page. */
    public List<JsonNode> all(String path) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            Caller.Answer page = caller.get(path + next);
            if (page.status() != 200) {
                throw new IOException(path + " answers " + page.status() + ": " + page.body());
            }
            page.body().path("items").forEach(items::add);
            next = page.body().path("next").isTextual()
                    ? "&cursor=" + page.body().path("next").asText()
                    : "";
        } while (!next.isEmpty());
        return items;
    }
}
