package dev.hubbub.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's Bot API as its documentation has it, with one chat. */
public final class Telegram extends FakeApi {
    public static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
    public static final String CHAT = "-1001234567890";

    private final AtomicInteger ids = new AtomicInteger(100);
    private final List<ObjectNode> updates = new CopyOnWriteArrayList<>();

    public Telegram() throws IOException {}

    /** Somebody writes. */
    public int write(String text) {
        ObjectNode message = message(ids.incrementAndGet()).put("text", text);
        update("message", message);
        return message.path("message_id").asInt();
    }

    /** Somebody answers what the bot or somebody else wrote. */
    public int answer(int to, String text) {
        ObjectNode message = message(ids.incrementAndGet()).put("text", text);
        message.putObject("reply_to_message").put("message_id", to);
        update("message", message);
        return message.path("message_id").asInt();
    }

    /** Somebody corrects what he wrote. */
    public void edit(int id, String text) {
        update("edited_message", message(id).put("text", text).put("edit_date", 1_795_600_100));
    }

    /** An update as the documentation has it, but for the sender. */
    public void sticker() {
        ObjectNode message = message(ids.incrementAndGet());
        message.putObject("sticker").put("emoji", "🦆");
        update("message", message);
    }

    /** Somebody sends a file with a text. */
    public int send(String name, String text) {
        ObjectNode message = message(ids.incrementAndGet()).put("caption", text);
        message.putObject("document")
                .put("file_name", name)
                .put("mime_type", "text/plain")
                .put("file_id", "F" + message.path("message_id").asText());
        update("message", message);
        return message.path("message_id").asInt();
    }

    /** Another bot writes, or something without any text happens. */
    public void noise(String text) {
        ObjectNode bot = message(ids.incrementAndGet()).put("text", text);
        bot.putObject("from").put("id", 7).put("is_bot", true).put("first_name", "Robot");
        update("message", bot);
        update("message", message(ids.incrementAndGet()));
    }

    private ObjectNode message(int id) {
        ObjectNode message = JSON.createObjectNode().put("message_id", id).put("date", 1_795_600_000);
        message.putObject("from")
                .put("id", 4711)
                .put("is_bot", false)
                .put("first_name", "Ana")
                .put("last_name", "Müller");
        message.putObject("chat").put("id", Long.parseLong(CHAT)).put("type", "supergroup");
        return message;
    }

    private void update(String kind, ObjectNode message) {
        ObjectNode update = JSON.createObjectNode().put("update_id", ids.incrementAndGet());
        update.set(kind, message);
        updates.add(update);
    }

    @Override
    void handle(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String bot = "/bot" + TOKEN + "/";
        if (path.equals("/file" + bot + "documents/file_1.txt")) {
            answer(call, "inside".getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (!path.startsWith(bot)
                || call.getRequestHeaders().keySet().stream().anyMatch(name -> name.startsWith("Hub"))) {
            answer(call, 401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
            return;
        }
        if (path.endsWith("/sendDocument")) {
            take(call);
            return;
        }
        JsonNode body = body(call);
        switch (path.substring(bot.length())) {
            case "getUpdates" -> answer(call, 200, news(body));
            case "getFile" ->
                answer(
                        call,
                        200,
                        "{\"ok\":true,\"result\":{\"file_id\":" + body.path("file_id")
                                + ",\"file_size\":6,\"file_path\":\"documents/file_1.txt\"}}");
            case "sendMessage", "editMessageText" -> say(call, body);
            case "deleteMessage" -> {
                take(body);
                answer(call, 200, "{\"ok\":true,\"result\":true}");
            }
            default -> answer(call, 404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
        }
    }

    /** A file comes as a form. */
    private void take(HttpExchange call) throws IOException {
        String form = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher name = Pattern.compile(
                        "name=\"document\"; filename=\"([^\"]+)\"\r\nContent-Type: text/plain\r\n\r\ninside\r\n")
                .matcher(form);
        if (!name.find() || !form.contains("name=\"chat_id\"\r\n\r\n" + CHAT + "\r\n")) {
            answer(call, 400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: no document\"}");
            return;
        }
        int id = ids.incrementAndGet();
        take(JSON.createObjectNode()
                .put("chat_id", CHAT)
                .put("document", name.group(1))
                .put("given", id));
        answer(
                call,
                200,
                JSON.createObjectNode()
                        .put("ok", true)
                        .<ObjectNode>set("result", message(id))
                        .toString());
    }

    /** Those from the offset on; those before it are done with. */
    private String news(JsonNode asked) {
        updates.removeIf(update ->
                update.path("update_id").asInt() < asked.path("offset").asInt());
        ObjectNode answer = JSON.createObjectNode().put("ok", true);
        ArrayNode result = answer.putArray("result");
        updates.forEach(result::add);
        return answer.toString();
    }

    private void say(HttpExchange call, JsonNode body) throws IOException {
        String text = body.path("text").asText();
        if (isLimited()) {
            answer(
                    call,
                    429,
                    "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 1\","
                            + "\"parameters\":{\"retry_after\":1}}");
        } else if (!body.path("chat_id").asText().equals(CHAT)) {
            answer(call, 400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}");
        } else if (text.isBlank() || text.length() > 4096) {
            answer(call, 400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message is too long\"}");
        } else {
            int id = body.has("message_id") ? body.path("message_id").asInt() : ids.incrementAndGet();
            take(((ObjectNode) body).put("given", id));
            answer(
                    call,
                    200,
                    JSON.createObjectNode()
                            .put("ok", true)
                            .<ObjectNode>set("result", message(id).put("text", text))
                            .toString());
        }
    }
}
