package dev.hubbub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Online gateways for text messages, as their documentation has them: Twilio's form and Clickatell's JSON. */
final class Gateways implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, List<Got>> got = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile boolean refuses;
    private volatile UnaryOperator<URI> reached = url -> url;

    /** A text that was sent to a number, without plus. */
    record Got(String number, String text) {}

    private Gateways(HttpServer server) {
        this.server = server;
    }

    static Gateways start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Gateways made = new Gateways(server);
        server.createContext("/2010-04-01/Accounts/ACCOUNT/Messages.json", made::twilio);
        server.createContext("/v1/message", made::clickatell);
        server.start();
        return made;
    }

    /** The keys of an example, for this server, under the gateway's own name. */
    Map<String, String> keys(String gateway) {
        Properties read = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("docs/examples/sms-gateway-" + gateway + ".properties"))) {
            read.load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> keys = new HashMap<>();
        read.stringPropertyNames()
                .forEach(name -> keys.put(
                        name.replace("gateway.", gateway + "."),
                        read.getProperty(name)
                                .replace("sms-gateway", "sms-" + gateway)
                                .replaceFirst(
                                        "https://[a-z.]+",
                                        "http://127.0.0.1:"
                                                + server.getAddress().getPort())));
        return keys;
    }

    List<Got> got(String gateway) {
        return got.getOrDefault(gateway, List.of());
    }

    /** Whether it says no from now on. */
    void refuse(boolean whether) {
        refuses = whether;
    }

    /** How a hub is reached whose address is told in the examples. */
    void reach(UnaryOperator<URI> hub) {
        reached = hub;
    }

    private void twilio(HttpExchange call) throws IOException {
        String authorization = call.getRequestHeaders().getFirst("Authorization");
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        boolean right = call.getRequestMethod().equals("POST")
                && "Basic QUNDT1VOVDpUT0tFTg==".equals(authorization)
                && form.getOrDefault("From", "").startsWith("+");
        if (!right) {
            answer(call, 401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}");
            return;
        }
        String text = form.getOrDefault("Body", "");
        take("twilio", form.getOrDefault("To", "").substring(1), text);
        String id = "SM" + ids.incrementAndGet();
        answer(call, 201, "{\"sid\": \"" + id + "\", \"status\": \"queued\"}");
        for (String status : List.of("queued", "sent", text.contains("gone") ? "undelivered" : "delivered")) {
            tell(
                    form.getOrDefault("StatusCallback", ""),
                    "application/x-www-form-urlencoded",
                    "SmsSid=" + id + "&MessageSid=" + id + "&MessageStatus=" + status + "&SmsStatus=" + status
                            + "&To=%2B4917012345678&AccountSid=ACCOUNT&ApiVersion=2010-04-01");
        }
    }

    /** Tells the hub what became of a text. */
    private void tell(String callback, String type, String body) throws IOException {
        try {
            int status = post(reached.apply(URI.create(callback)), type, body);
            if (status > 299) {
                throw new IOException("a receipt is answered " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first as its status callback has always been, the second as its newer interface has it. */
    private void tellClickatell(String id, int status) throws IOException {
        String said = "\"messageId\":\"" + id + "\",\"statusCode\":" + status
                + ",\"clientMessageId\":\"\",\"timestamp\":1795600000";
        tell(
                "https://hub.example.org/hooks/sms-clickatell/receipts?secret=change-me",
                "application/json",
                status == 7
                        ? "{\"integrationId\":\"i1\",\"event\":{\"messageStatusUpdate\":[{\"channel\":\"sms\"," + said
                                + "}]}}"
                        : "{\"integrationName\":\"hub\",\"requestId\":\"r1\"," + said + "}");
    }

    private void clickatell(HttpExchange call) throws IOException {
        if (!"API-KEY".equals(call.getRequestHeaders().getFirst("Authorization"))) {
            answer(call, 401, "{}");
            return;
        }
        JsonNode message = JSON.readTree(call.getRequestBody().readAllBytes())
                .path("messages")
                .get(0);
        if (!refuses) {
            take(
                    "clickatell",
                    message.path("to").asText(),
                    message.path("content").asText());
        }
        String id = "c" + ids.incrementAndGet();
        answer(
                call,
                202,
                "{\"messages\":[{\"apiMessageId\":\"" + id + "\",\"accepted\":" + !refuses + ",\"to\":\""
                        + message.path("to").asText() + "\",\"error\":null}],\"error\":null}");
        if (!refuses) {
            tellClickatell(id, 3);
            tellClickatell(id, message.path("content").asText().contains("gone") ? 7 : 4);
        }
    }

    private void take(String gateway, String number, String text) {
        got.computeIfAbsent(gateway, unused -> new CopyOnWriteArrayList<>()).add(new Got(number, text));
    }

    private static void answer(HttpExchange call, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    /** Calls the hub as Twilio does. */
    int bringTwilio(URI hook, String id, String from, String text) throws IOException, InterruptedException {
        String form = "MessageSid=" + id + "&From=" + URLEncoder.encode(from, StandardCharsets.UTF_8)
                + "&To=%2B4915550000000&NumMedia=0&Body=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        return post(hook, "application/x-www-form-urlencoded", form);
    }

    /** Calls the hub as Clickatell does. */
    int bringClickatell(URI hook, String id, String from, String text) throws IOException, InterruptedException {
        String json = JSON.writeValueAsString(Map.of(
                "integrationId",
                "i1",
                "messageId",
                id,
                "fromNumber",
                from.substring(1),
                "toNumber",
                "4915550000000",
                "timestamp",
                1795600000000L,
                "text",
                text));
        return post(hook, "application/json", json);
    }

    /** Calls the hub; answers the status. */
    int post(URI hook, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hook)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
