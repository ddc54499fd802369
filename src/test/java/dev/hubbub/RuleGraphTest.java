package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.events.Position;
import dev.hubbub.message.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and routes that lead in circles: everything ends, nothing comes back, and the trace says what was held back. */
@Tag("slow")
class RuleGraphTest {
    private static final int GRAPHS = Scale.of(20, 500);
    private static final int MESSAGES = Scale.of(10, 100);
    private static final int AT_ONCE = 10;
    private static final Duration SOON = Duration.ofMinutes(Scale.of(1, 5));

    private final long seed = Scale.seed();
    private final Random random = new Random(seed);
    private Position told = Position.START;
    private int arrived;
    private int suppressed;
    private int heldBack;
    private int deepest;

    @TempDir
    Path folder = Path.of(".");

    @Test
    void messagesInCirclesComeToAnEndAndNeverBack() throws Exception {
        try (AskedHub hub = AskedHub.start(folder)) {
            told = hub.events().latest();
            for (int i = 0; i < GRAPHS; i += AT_ONCE) {
                List<RuleGraph> graphs = new ArrayList<>();
                for (int n = i; n < Math.min(GRAPHS, i + AT_ONCE); n++) {
                    graphs.add(RuleGraph.random("g" + n, n == 0, random));
                }
                lay(hub, graphs);
                Map<RuleGraph, RuleGraph.Fate> fates = new HashMap<>();
                for (RuleGraph graph : graphs) {
                    fates.put(graph, post(hub.admin(), graph));
                }
                check(hub, fates);
            }
            Scale.figure(
                    "graphs",
                    "seed=" + seed + " graphs=" + GRAPHS + " messages=" + GRAPHS * MESSAGES + " arrivals=" + arrived
                            + " suppressed by rules=" + suppressed + " held back from routes=" + heldBack
                            + " deepest=" + deepest + " hops, all ended");
            assertThat(suppressed).isPositive();
            assertThat(heldBack).isPositive();
            assertThat(deepest).isEqualTo(8);
        }
    }

    private void lay(AskedHub hub, List<RuleGraph> graphs) throws IOException {
        Files.writeString(
                folder.resolve("routes/graphs.camel.yaml"),
                graphs.stream().map(RuleGraph::routeText).collect(Collectors.joining()));
        Files.writeString(
                folder.resolve("config/rules/graphs.yaml"),
                "rules:\n" + graphs.stream().map(RuleGraph::ruleText).collect(Collectors.joining()));
        List<String> channels = graphs.stream()
                .flatMap(graph -> IntStream.range(0, graph.channels).mapToObj(graph::channel))
                .toList();
        int rules = graphs.stream().mapToInt(RuleGraph::ruleCount).sum();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(hub.channelsOut("g"))
                    .as(() -> hub.admin().get("/route-files").body())
                    .containsAll(channels);
            assertThat(hub.ruleNames("g"))
                    .as(() -> hub.admin().get("/rule-files").body())
                    .hasSize(rules)
                    .contains(graphs.get(0).kind + "-0");
        });
    }

    private RuleGraph.Fate post(Asking admin, RuleGraph graph) {
        RuleGraph.Fate fate = new RuleGraph.Fate(graph.channels);
        int[] starts = new int[graph.channels];
        for (int i = 0; i < MESSAGES; i++) {
            int start = random.nextInt(graph.channels);
            starts[start]++;
            graph.post(start, fate);
        }
        for (int start = 0; start < starts.length; start++) {
            if (starts[start] > 0) {
                String messages =
                        String.join(",", Collections.nCopies(starts[start], "{\"text\":\"round and round\"}"));
                assertThat(admin.post(
                                        "/channels/" + graph.channel(start) + "/messages/batch",
                                        "{\"messages\":[" + messages + "]}")
                                .status())
                        .isEqualTo(201);
            }
        }
        return fate;
    }

    private void check(AskedHub hub, Map<RuleGraph, RuleGraph.Fate> fates) {
        int arrivals = fates.values().stream().mapToInt(RuleGraph.Fate::arrived).sum();
        String ours =
                fates.keySet().stream().map(graph -> "'" + graph.kind + "'").collect(Collectors.joining(","));
        String among = " from message where split_part(channel, '/', 1) in (" + ours + ")";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hub.number("select count(*)" + among))
                        .as("arrivals, seed " + seed)
                        .isEqualTo(arrivals));
        await().atMost(SOON).until(() -> hub.number("select count(*) from delivery where state = 'pending'") == 0);
        assertThat(hub.number("select count(*) from delivery where state <> 'sent'"))
                .isZero();
        assertThat(hub.number("select count(*)" + among))
                .as("after all has ended")
                .isEqualTo(arrivals);
        fates.forEach((graph, fate) -> {
            for (int i = 0; i < graph.channels; i++) {
                assertThat(hub.number("select count(*) from message where channel = '" + graph.channel(i) + "'"))
                        .as(graph.channel(i) + ", seed " + seed + "\n" + graph.routeText() + graph.ruleText())
                        .isEqualTo(fate.arrivals[i]);
            }
        });
        assertThat(hub.number("select coalesce(max(hops), 0)" + among)).isLessThanOrEqualTo(8);
        assertThat(hub.number("select count(*)" + among + " and channel = any (visited)"))
                .isZero();
        checkTraces(hub, fates);
    }

    private void checkTraces(AskedHub hub, Map<RuleGraph, RuleGraph.Fate> fates) {
        int held = fates.values().stream().mapToInt(fate -> fate.heldBack).sum();
        int supp = fates.values().stream().mapToInt(fate -> fate.suppressed).sum();
        List<Recorded> events = new ArrayList<>();
        await().atMost(SOON).untilAsserted(() -> {
            List<Recorded> page = hub.events().after(told, 5_000).events();
            while (!page.isEmpty()) {
                events.addAll(page);
                told = page.get(page.size() - 1).position();
                page = hub.events().after(told, 5_000).events();
            }
            assertThat(suppressions(events)).as("suppressed, seed " + seed).isEqualTo(supp);
            assertThat(returns(events)).as("held back, seed " + seed).isEqualTo(held);
        });
        arrived += fates.values().stream().mapToInt(RuleGraph.Fate::arrived).sum();
        suppressed += supp;
        heldBack += held;
        deepest = Math.max(
                deepest,
                fates.values().stream().mapToInt(fate -> fate.deepest).max().orElse(0));
    }

    private static long suppressions(List<Recorded> events) {
        return events.stream()
                .filter(recorded -> recorded.event().detail().get("steps") instanceof List<?>)
                .flatMap(recorded -> ((List<?>) recorded.event().detail().get("steps")).stream())
                .filter(step -> step instanceof Map<?, ?> map
                        && "suppressed".equals(map.get("step"))
                        && map.get("why") != null
                        && map.get("rule") != null)
                .count();
    }

    private static long returns(List<Recorded> events) {
        return events.stream()
                .map(Recorded::event)
                .filter(event -> event.type() == TraceEvent.Type.MESSAGE_REPEATED
                        && event.message() != null
                        && event.channel() != null
                        && event.detail().containsKey("reason"))
                .count();
    }
}
