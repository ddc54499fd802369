package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for everything that goes out on a channel. */
interface Speaks {
    Everywhere all();

    /** Networks that the hub speaks on. */
    private List<Net> nets() {
        return all().nets.stream().filter(Net::isSpokenTo).toList();
    }

    @TestFactory
    default Stream<DynamicTest> aTextOfAnyScriptGoesOutWholeWithItsSenderAndIsNotHeard() {
        Map<Net, String> ids = new HashMap<>();
        return Each.of(nets(), net -> ids.put(net, all().send(net, Said.of("", "out " + Hears.TEXT))), net -> {
            String text = Everywhere.words(net, "out " + Hears.TEXT);
            String id = String.valueOf(ids.get(net));
            String sender = all().message(id).path("senderShown").asText();
            // the page shows the sender itself
            String whole = net instanceof ShoutboxNet ? text : sender + ": " + text;
            assertThat(Everywhere.shown(net, text).text()).contains(whole);
            all().awaitState(id, net, Everywhere.done(net));
            assertThat(all().found(net, text)).isEmpty();
        });
    }

    @TestFactory
    default Stream<DynamicTest> aLongTextIsCutWhereTheNetworkAsksForItAndNothingIsLost() {
        return Each.of(nets(), net -> all().send(net, Said.of("", longText(net))), net -> {
            String last = longText(net).substring(longText(net).lastIndexOf(' ') + 1);
            Everywhere.await().until(() -> !Everywhere.seen(net, last).isEmpty());
            List<Seen> pieces = net.seen().stream()
                    .filter(one -> one.has("w" + net + "-") || one.has("ümläute"))
                    .toList();
            assertThat(pieces).hasSizeGreaterThan(net.longest() > 0 ? 1 : 0);
            if (net.longest() > 0) {
                assertThat(pieces).allMatch(piece -> piece.text().length() <= net.longest());
            }
            String joined = pieces.stream().map(Seen::text).collect(Collectors.joining(" "));
            assertThat(joined).containsSubsequence(List.of(longText(net).split(" ")));
        });
    }

    private static String longText(Net net) {
        int words = Math.max(40, net.longest() / 10);
        return IntStream.range(0, words)
                .mapToObj(n -> "w" + net + "-" + n + " ümläute€")
                .collect(Collectors.joining(" ", "", " end-" + net));
    }

    @TestFactory
    default Stream<DynamicTest> aFileGoesAlongOrIsNamed() {
        return Each.of(nets(), net -> all().send(net, Said.of("", "has a file").with(Hears.FILE)), net -> {
            var unused = Everywhere.shown(net, "has a file");
            if (net.can(Can.FILES)) {
                // on some networks it follows the text
                Everywhere.await()
                        .untilAsserted(() -> assertThat(
                                        Everywhere.shown(net, "has a file").files())
                                .contains(Hears.FILE));
            } else {
                Everywhere.await().untilAsserted(() -> assertThat(net.seen()).anyMatch(one -> one.has(Hears.FILE)));
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> whatIsRefusedForGoodIsDeadAtOnceAndWhatIsRefusedForNowIsNot() {
        Map<Net, String> refused = new HashMap<>();
        Map<Net, String> later = new HashMap<>();
        List<Net> limited = new ArrayList<>();
        return Each.of(
                nets(),
                net -> {
                    if (net.nobody().isPresent()) {
                        refused.put(net, toNobody(net));
                    } else if (net.refuse()) {
                        refused.put(net, all().send(net, Said.of("", "refused")));
                    }
                    String id = refused.get(net);
                    if (id != null) {
                        JsonNode dead = all().awaitState(id, net, "dead");
                        assertThat(dead.path("attempts").asInt()).isEqualTo(1);
                        assertThat(dead.path("reason").asText()).isNotBlank();
                    }
                    if (net.limit()) {
                        limited.add(net);
                    }
                    later.put(net, all().send(net, Said.of("", "not so fast")));
                },
                net -> {
                    Everywhere.shown(net, "not so fast");
                    JsonNode sent = all().awaitState(String.valueOf(later.get(net)), net, Everywhere.done(net));
                    assertThat(sent.path("attempts").asInt()).isBetween(1, limited.contains(net) ? 2 : 1);
                    assertThat(Everywhere.seen(net, "refused")).isEmpty();
                });
    }

    private String toNobody(Net net) throws Exception {
        String body = "{\"text\": \"refused\", \"to\": [{\"channel\": \"%s\", \"recipient\": \"%s\"}]}"
                .formatted(net.channel, net.nobody().orElseThrow());
        return Everywhere.idOf(all().caller.post("/api/v1/channels/" + Everywhere.FROM + "/messages", body));
    }

    /** What is thought to have arrived may still come back: that is the last that is heard of it. */
    @TestFactory
    default Stream<DynamicTest> whatComesBackIsToldOfItsDelivery() {
        Map<Net, String> ids = new HashMap<>();
        List<Net> bouncing = new ArrayList<>();
        for (Net net : nets()) {
            if (net.can(Can.BOUNCES)) {
                bouncing.add(net);
            }
        }
        return Each.of(bouncing, net -> ids.put(net, all().send(net, Said.of("", "comes back"))), net -> {
            net.bounce(Everywhere.shown(net, "comes back"));
            all().awaitState(String.valueOf(ids.get(net)), net, "bounced");
            assertThat(all().found(net, "comes back")).isEmpty();
        });
    }

    /**
     * Half of the networks are away: the others are served meanwhile. When they are back they get all that they missed, once,
     * and are heard again.
     */
    @TestFactory
    default Stream<DynamicTest> aNetworkThatIsAwayMissesNothingAndDisturbsNobody() throws Exception {
        List<Net> away = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            List<Net> gone = new ArrayList<>();
            for (Net net : nets()) {
                if (nets().indexOf(net.line()) % 2 == half && (net.line() != net || net.away())) {
                    gone.add(net);
                }
            }
            try {
                missing(gone, half);
            } finally {
                for (Net net : gone) {
                    net.back();
                }
            }
            away.addAll(gone);
        }
        return Each.of(away, net -> net.say(Said.of("again-" + net, "there again")), net -> {
            for (int i = 0; i < 3; i++) {
                Everywhere.shown(net, "missed " + i);
            }
            assertThat(net.seen().stream()
                            .map(Seen::text)
                            .filter(text -> text.contains("missed "))
                            .map(text -> text.substring(text.indexOf("missed "))))
                    .containsExactlyInAnyOrder("missed 0", "missed 1", "missed 2");
            all().arrived(net, "there again");
        });
    }

    private void missing(List<Net> gone, int half) throws Exception {
        Map<Net, String> owed = new HashMap<>();
        for (Net net : gone) {
            if (!net.can(Can.REPEAT)) {
                owed.put(net, tried(net));
            }
            for (int i = 0; i < 3; i++) {
                owed.putIfAbsent(net, all().send(net, Said.of("", "missed " + i)));
            }
        }
        for (Net net : nets()) {
            if (!gone.contains(net)) {
                String id = all().send(net, Said.of("", "meanwhile " + half));
                all().awaitState(id, net, Everywhere.done(net));
            }
        }
        for (Map.Entry<Net, String> one : owed.entrySet()) {
            Everywhere.await()
                    .untilAsserted(() -> assertThat(all().trace(one.getValue()))
                            .as("%s is tried", one.getKey())
                            .contains("delivery.retry"));
            assertThat(all().delivery(one.getValue(), one.getKey())
                            .orElseThrow()
                            .path("state")
                            .asText())
                    .isEqualTo("pending");
        }
    }

    /** Says things until one waits for the network: of those before it, said into a connection that had broken, nobody knows. */
    private String tried(Net net) throws Exception {
        while (true) {
            String id = all().send(net, Said.of("", "cut off"));
            Everywhere.await().until(() -> all().trace(id).matches(".*\"delivery[.](retry|uncertain)\".*"));
            if (all().trace(id).contains("delivery.retry")) {
                return id;
            }
            assertThat(net.can(Can.LOOKS)).as("%s: nothing is cut off", net).isFalse();
        }
    }
}
