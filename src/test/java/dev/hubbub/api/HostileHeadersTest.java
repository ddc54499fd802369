package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Asking.Answered;
import dev.hubbub.HostileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of names that steer endpoints, through every way in: none of them is in an exchange that a route sees, neither
 * where it comes in nor where it goes out.
 */
class HostileHeadersTest {
    private static final String MARK = "hostile-value";
    private static final int AT_ONCE = 25;
    private static final Recorder BEFORE = new Recorder();
    private static final Recorder AFTER = new Recorder();

    private static final String ROUTES = """
            - route:
                id: hostile-in
                from:
                  uri: platform-http:/hooks/hostile
                  steps:
                    - process: { ref: recordBefore }
                    - setBody: { constant: a hook was called }
                    - to: hub:test/edge
            - route:
                id: hostile-poisoned
                from:
                  uri: platform-http:/hooks/poisoned
                  steps:
                    - process: { ref: poison }
                    - setBody: { constant: a route was poisoned }
                    - to: hub:test/edge
                    - removeHeaders: { pattern: "*" }
            - route:
                id: hostile-out
                from:
                  uri: hub:test/hostile
                  steps:
                    - process: { ref: recordAfter }
            """;
    private static final String RULE = """
            {"name":"what arrives hostile goes out","when":{"channel":["test/edge","shoutbox/team"],"text":["hook","poisoned","posted"]},
             "then":[{"send":"test/hostile"}]}
            """;

    /** All that a route sees. */
    private static final class Recorder implements Processor {
        private final Queue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();

        @Override
        public void process(Exchange exchange) {
            Map<String, Object> all = new TreeMap<>(exchange.getMessage().getHeaders());
            exchange.getAllProperties().forEach((name, value) -> all.put("property " + name, value));
            exchange.getVariables().forEach((name, value) -> all.put("variable " + name, value));
            seen.add(all);
        }

        List<String> marked() {
            return seen.stream()
                    .flatMap(all -> all.entrySet().stream())
                    .filter(entry -> String.valueOf(entry.getValue()).contains(MARK))
                    // where the request was for, as the server itself has it
                    .filter(entry -> !Set.of("CamelHttpQuery", "CamelHttpRawQuery", "CamelHttpUrl", "CamelHttpUri")
                                    .contains(entry.getKey())
                            || entry.getValue().equals(MARK))
                    .map(Map.Entry::getKey)
                    .distinct()
                    .toList();
        }
    }

    @BeforeAll
    static void listen() {
        HUB.bean("recordBefore", BEFORE);
        HUB.bean("recordAfter", AFTER);
        HUB.bean("poison", (Processor) exchange -> HostileNames.all().forEach(name -> {
            if (!name.regionMatches(true, 0, "Hubbub", 0, 6)) {
                exchange.getMessage().setHeader(name, MARK);
                if (!name.regionMatches(true, 0, "Camel", 0, 5)) {
                    exchange.setProperty(name, MARK);
                }
                exchange.setVariable(name, MARK);
            }
        }));
        HUB.route("hostile.camel.yaml", ROUTES);
        assertThat(HUB.admin().post("/rules", RULE).status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> HUB.admin()
                        .get("/route-files/hostile.camel.yaml")
                        .body()
                        .contains("\"running\""));
    }

    @Test
    void areNotLetInByHeaders() {
        assertThat(HostileNames.ascii()).hasSizeGreaterThan(500);
        inGroups(HostileNames.ascii(), names -> raw("POST", "/hooks/hostile", "text/plain", lines(names), "x"));
    }

    @Test
    void areNotLetInByTheQuery() {
        inGroups(HostileNames.all(), names -> raw("GET", "/hooks/hostile?" + form(names), "text/plain", "", ""));
    }

    @Test
    void areNotLetInByAForm() {
        inGroups(
                HostileNames.all(),
                names -> raw("POST", "/hooks/hostile", "application/x-www-form-urlencoded", "", form(names)));
    }

    @Test
    void areNotLetInByAFormOfParts() {
        inGroups(
                HostileNames.ascii(),
                names -> raw(
                        "POST",
                        "/hooks/hostile",
                        "multipart/form-data; boundary=b",
                        "",
                        names.stream()
                                        .map(name -> "--b\r\nContent-Disposition: form-data; name=\"" + name
                                                + "\"\r\n\r\n" + MARK + "\r\n")
                                        .collect(Collectors.joining())
                                + "--b--\r\n"));
    }

    @Test
    void areNotLetInByTheApi() {
        String path = "/api/v1/channels/shoutbox/team/messages";
        for (List<String> names : groups(HostileNames.ascii())) {
            assertThat(raw("POST", path, "application/json", lines(names), "{\"text\":\"posted with headers\"}"))
                    .contains(" 201 ");
            String fields = names.stream()
                    .map(name -> ",\"" + name + "\":\"" + MARK + "\"")
                    .collect(Collectors.joining());
            assertThat(HUB.admin()
                            .post(
                                    "/channels/shoutbox/team/messages",
                                    "{\"text\":\"posted with fields\"" + fields + "}"))
                    .extracting(Answered::status)
                    .isEqualTo(400);
            assertThat(raw(
                            "POST",
                            path + "?" + form(names),
                            "application/json",
                            "",
                            "{\"text\":\"posted with a query\"}"))
                    .contains(" 400 ");
        }
        assertNoneWentOut();
    }

    @Test
    void doNotCrossTheHubFromOneRouteToAnother() {
        assertThat(raw("GET", "/hooks/poisoned", "text/plain", "", "")).contains(" 200 ");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> AFTER.seen.stream().anyMatch(all -> "channel:test/edge".equals(all.get("HubbubSender"))));
        assertNoneWentOut();
    }

    private interface Way {
        String send(List<String> names);
    }

    private static void inGroups(Set<String> names, Way way) {
        int before = BEFORE.seen.size();
        List<List<String>> groups = groups(names);
        for (List<String> group : groups) {
            assertThat(way.send(group)).contains(" 200 ");
        }
        assertThat(BEFORE.seen).hasSize(before + groups.size());
        assertThat(BEFORE.marked()).isEmpty();
        assertNoneWentOut();
    }

    private static void assertNoneWentOut() {
        await().atMost(Duration.ofSeconds(20)).until(() -> !AFTER.seen.isEmpty());
        assertThat(AFTER.marked()).isEmpty();
    }

    private static List<List<String>> groups(Set<String> names) {
        List<String> all = List.copyOf(names);
        List<List<String>> groups = new ArrayList<>();
        for (int at = 0; at < all.size(); at += AT_ONCE) {
            groups.add(all.subList(at, Math.min(all.size(), at + AT_ONCE)));
        }
        return groups;
    }

    private static String lines(List<String> names) {
        return names.stream().map(name -> name + ": " + MARK + "\r\n").collect(Collectors.joining());
    }

    private static String form(List<String> names) {
        return names.stream()
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + MARK)
                .collect(Collectors.joining("&"));
    }

    private static String raw(String method, String path, String type, String headers, String body) {
        URI hub = URI.create(HUB.admin().base());
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + hub.getAuthority() + "\r\nAuthorization: Bearer "
                + HUB.admin().token() + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n"
                + headers + "Connection: close\r\n\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
