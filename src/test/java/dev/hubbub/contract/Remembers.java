package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What was said is known by the names that both sides have for it, also when the hub has been restarted since. */
interface Remembers {
    Everywhere all();

    @TestFactory
    default Stream<DynamicTest> answersCorrectionsAndDeletionsFindWhatTheyAreAboutAfterARestart() throws Exception {
        Map<Net, String> heard = new LinkedHashMap<>();
        Map<Net, String> names = new HashMap<>();
        Map<Net, String> sent = new HashMap<>();
        Map<Net, Seen> seen = new HashMap<>();
        for (Net net : all().nets) {
            names.put(net, net.say(Said.of("before-" + net, "said before")));
            if (net.isSpokenTo()) {
                sent.put(net, all().send(net, Said.of("", "sent before")));
            }
        }
        for (Net net : all().nets) {
            heard.put(net, all().arrived(net, "said before").path("id").asText());
            String id = sent.get(net);
            if (id != null) {
                seen.put(net, Everywhere.shown(net, "sent before"));
                all().awaitState(id, net, Everywhere.done(net));
            }
        }
        all().restart();
        return Each.of(
                all().nets,
                net -> {
                    Seen was = seen.get(net);
                    if (was != null && net.can(Can.ANSWER)) {
                        net.say(Said.of("answer-" + net, "I answer").answering(was.id()));
                    }
                    String name = String.valueOf(names.get(net));
                    if (net.can(Can.CORRECT)) {
                        net.say(Said.of("corrected-" + net, "said better").correcting(name));
                    }
                    String id = sent.get(net);
                    if (id != null) {
                        all().send(net, Said.of("", "about that").answering(id));
                        all().caller.patch("/api/v1/messages/" + id, "{\"text\": \"to" + net + " sent better\"}");
                    }
                },
                net -> {
                    hears(net, String.valueOf(heard.get(net)), String.valueOf(names.get(net)), sent.get(net));
                    Seen was = seen.get(net);
                    if (was != null) {
                        speaks(net, String.valueOf(sent.get(net)), was);
                    }
                });
    }

    private void hears(Net net, String id, String name, @Nullable String sent) throws Exception {
        if (sent != null && net.can(Can.ANSWER)) {
            assertThat(all().arrived(net, "I answer").path("inReplyTo").asText())
                    .isEqualTo(sent);
        }
        if (net.can(Can.CORRECT)) {
            Everywhere.await()
                    .untilAsserted(() ->
                            assertThat(all().message(id).path("text").asText()).isEqualTo(net.arriving("said better")));
        } else {
            assertThat(all().message(id).path("text").asText()).isEqualTo(net.arriving("said before"));
        }
        if (net.can(Can.RETRACT)) {
            net.say(Said.of("retracted-" + net, "").retracting(name));
            Everywhere.await()
                    .untilAsserted(
                            () -> assertThat(all().message(id).path("deletedAt").asText())
                                    .isNotEmpty());
        }
    }

    private void speaks(Net net, String id, Seen was) throws Exception {
        Seen answer = Everywhere.shown(net, "about that");
        if (net.can(Can.ANSWERS)) {
            assertThat(answer.answers()).isEqualTo(was.id());
        } else {
            assertThat(net.seen()).anyMatch(one -> one.has("> ") && one.has("sent before"));
        }
        Everywhere.await()
                .untilAsserted(() -> assertThat(net.seen())
                        .anyMatch(one -> one.has("sent better")
                                && (net.can(Can.CORRECTS) ? one.corrects().equals(was.id()) : one.has("(edited) "))));
        all().caller.delete("/api/v1/messages/" + id);
        Everywhere.await()
                .until(() -> net.can(Can.RETRACTS)
                        ? isTakenBack(net, was.id())
                        : net.seen().stream().anyMatch(one -> one.has("(deleted)")));
    }

    /** It is gone there, or said to be. */
    private static boolean isTakenBack(Net net, String id) throws Exception {
        List<Seen> seen = net.seen();
        return seen.stream().anyMatch(one -> one.retracts().equals(id))
                || seen.stream().noneMatch(one -> one.id().equals(id));
    }
}
