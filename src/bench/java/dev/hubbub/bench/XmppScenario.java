package dev.hubbub.bench;

import dev.hubbub.channel.xmpp.ProsodyServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A burst said in a chat room until the hub has stored all of it, beside a bare client that hears the same burst and stores
 * nothing; and a burst of the hub until the room has shown all of it, beside a bare client that waits for each to be shown, too.
 */
final class XmppScenario implements Scenario {
    private static final String ROOM = "bench@conference.localhost";
    private static final String BOT = "hub";
    private static final int BURST = Integer.getInteger("bench.xmpp", 200);

    private static final String ROUTES = """
            - route: { from: { uri: "xmpp:room/bench", steps: [ { to: "hub:chatbot/bench" } ] } }
            - route:
                from:
                  uri: hub:chatbot/bench
                  parameters: { ordered: true, deduplicates: true }
                  steps: [ { to: "xmpp:room/bench" } ]
            - route: { from: { uri: "hub:shoutbox/team", steps: [ { to: "log:shoutbox?level=TRACE" } ] } }
            """;
    private static final String RULES = """
            rules:
              - { name: out, when: { channel: shoutbox/team }, then: [ { send: chatbot/bench } ] }
            """;

    @Override
    public String name() {
        return "xmpp";
    }

    @Override
    public String about() {
        return "bursts of " + BURST + " through a chat room: in until stored, out until shown (Prosody)";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        ProsodyServer prosody = new ProsodyServer(ground.folder("prosody"), true);
        prosody.start();
        try (BareChat speaker = new BareChat(prosody.port(), prosody.certificate(), "carl", ROOM);
                BareChat listener = new BareChat(prosody.port(), prosody.certificate(), "ana", ROOM);
                HubRun hub = HubRun.start(
                        ground,
                        ground.database("xmpp"),
                        Map.of("routes/chat.camel.yaml", ROUTES, "config/rules/out.yaml", RULES),
                        account(prosody))) {
            listener.awaitThere(BOT);
            Burst in = new Burst();
            Burst out = new Burst();
            // the first is for the compiler
            for (int round = ground.thorough() ? -2 : -1; round < (ground.thorough() ? 5 : 2); round++) {
                ground.settle();
                in.add(round, fanIn(hub, speaker, listener));
                out.add(round, fanOut(hub, speaker, listener));
            }
            return List.of(shown("in", in), shown("out", out));
        } finally {
            prosody.stop();
        }
    }

    private Result shown(String variant, Burst burst) {
        return new Result(
                name(),
                variant,
                "messages/s",
                burst.ours(),
                "bare Smack",
                burst.reference(),
                null,
                null,
                "shown",
                null);
    }

    private static Map<String, String> account(ProsodyServer prosody) {
        return Map.of(
                "HUBBUB_XMPP_HOST", "127.0.0.1",
                "HUBBUB_XMPP_PORT", Integer.toString(prosody.port()),
                "HUBBUB_XMPP_DOMAIN", "localhost",
                "HUBBUB_XMPP_USER", "ben",
                "HUBBUB_XMPP_PASSWORD", "ben",
                "HUBBUB_XMPP_NICK", BOT,
                "HUBBUB_XMPP_HELLO", "",
                "HUBBUB_XMPP_TRUST", prosody.certificate().toString());
    }

    /** Seconds that one burst took, the hub and the other. */
    private record Took(double ours, double reference) {}

    /** The sum of some bursts. */
    private static final class Burst {
        private int bursts;
        private double ours;
        private double reference;

        void add(int round, Took took) {
            if (round >= 0) {
                bursts++;
                ours += took.ours();
                reference += took.reference();
            }
        }

        double ours() {
            return bursts * BURST / ours;
        }

        double reference() {
            return bursts * BURST / reference;
        }
    }

    private static Took fanIn(HubRun hub, BareChat speaker, BareChat listener) throws Exception {
        CountDownLatch stored = new CountDownLatch(BURST);
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        request(hub, "/api/v1/stream?types=message.stored&channel=chatbot/bench")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        Thread reader = new Thread(() -> count(stream.body(), stored), "reader");
        reader.setDaemon(true);
        reader.start();
        int before = listener.heardFrom("carl");
        long start = System.nanoTime();
        for (int n = 0; n < BURST; n++) {
            speaker.say("in " + n);
        }
        listener.await("carl", before + BURST);
        double reference = since(start);
        boolean all = stored.await(60, TimeUnit.SECONDS);
        double ours = since(start);
        stream.body().close();
        if (!all) {
            throw new IOException(stored.getCount() + " of " + BURST + " messages were not stored within a minute");
        }
        return new Took(ours, reference);
    }

    private static void count(InputStream stream, CountDownLatch stored) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: message.stored")) {
                    stored.countDown();
                }
            }
        } catch (IOException e) {
            // the stream is closed at the end
            Thread.currentThread().interrupt();
        }
    }

    private static Took fanOut(HubRun hub, BareChat speaker, BareChat listener) throws Exception {
        int before = listener.heardFrom(BOT);
        String texts = IntStream.range(0, BURST)
                .mapToObj(n -> "{\"text\":\"out " + n + "\"}")
                .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
        HttpRequest post = request(hub, "/api/v1/channels/shoutbox/team/messages/batch")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(texts))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the batch is answered " + answer.statusCode());
        }
        listener.await(BOT, before + BURST);
        double ours = since(start);
        start = System.nanoTime();
        for (int n = 0; n < BURST; n++) {
            speaker.sayForCertain("out " + n);
        }
        return new Took(ours, since(start));
    }

    private static HttpRequest.Builder request(HubRun hub, String path) {
        return HttpRequest.newBuilder(hub.url(path)).header("Authorization", "Bearer " + hub.token());
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
