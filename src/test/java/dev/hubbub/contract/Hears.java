package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for everything that comes in on a channel. */
interface Hears {
    /** Scripts, signs outside of the first plane, and what looks like markup, a link, or a route's own language. */
    String TEXT =
            "Grüße, ж, 漢字, שלום, é, 5 € 🚀👩‍👧: https://example.org/?a=1&b=2 <b>\"q\" 'a'</b> ${body} {{x}} \\n %s";

    String FILE = "plan ü.txt";

    Everywhere all();

    /** Networks that the hub hears; all that there are. */
    private List<Net> nets() {
        return all().nets;
    }

    @TestFactory
    default Stream<DynamicTest> aTextOfAnyScriptArrivesWholeWithItsSender() {
        return Each.of(nets(), net -> net.say(Said.of("whole-" + net, "whole " + TEXT)), net -> {
            JsonNode message = all().arrived(net, "whole ");
            assertThat(message.path("text").asText()).isEqualTo(net.arriving("whole " + TEXT));
            assertThat(message.path("sender").asText()).startsWith(net.sender());
            assertThat(message.path("senderShown").asText()).isNotBlank();
        });
    }

    @TestFactory
    default Stream<DynamicTest> aSubjectAndAFileComeAlongWhereTheNetworkHasThem() {
        return Each.of(
                nets(),
                net -> net.say(
                        Said.of("with-" + net, "with more").under("Betreff ж").with(FILE)),
                net -> {
                    JsonNode message = all().arrived(net, "with more");
                    if (net.can(Can.SUBJECT)) {
                        assertThat(message.path("subject").asText()).isEqualTo("Betreff ж");
                    }
                    assertThat(message.path("attachments").path(0).path("name").asText())
                            .isEqualTo(net.can(Can.FILE) ? FILE : "");
                });
    }

    @TestFactory
    default Stream<DynamicTest> theSameThingTwiceIsOneMessageWhereItHasAName() {
        return Each.of(
                nets(),
                net -> {
                    net.say(Said.of("twice-" + net, "said twice"));
                    net.say(Said.of("twice-" + net, "said twice"));
                    net.say(Said.of("then-" + net, "and then"));
                },
                net -> {
                    all().arrived(net, "and then");
                    assertThat(all().found(net, "said twice")).hasSize(net.can(Can.NAME) ? 1 : 2);
                });
    }

    @TestFactory
    default Stream<DynamicTest> whatArrivesDoesNotGoBack() {
        return Each.of(nets(), net -> net.say(Said.of("echo-" + net, "no echo of " + net)), net -> {
            String id = all().arrived(net, "no echo of " + net).path("id").asText();
            assertThat(all().delivery(id, net)).isEmpty();
            if (net.isSpokenTo()) {
                assertThat(all().trace(id)).contains("suppressed");
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> programsAreNotHeardAndNothingBesideATextSteers() {
        return Each.of(
                nets(),
                net -> {
                    boolean unused = net.sayAsProgram("by itself");
                    if (!net.sayWithHeaders("steering on " + net)) {
                        net.say(Said.of("steering-" + net, "steering on " + net));
                    }
                },
                net -> {
                    JsonNode message = all().arrived(net, "steering on " + net);
                    assertThat(message.path("sender").asText()).startsWith(net.sender());
                    assertThat(message.path("priority").asText()).isEqualTo("normal");
                    assertThat(message.path("tags")).isEmpty();
                    assertThat(all().found(net, "by itself")).isEmpty();
                });
    }
}
