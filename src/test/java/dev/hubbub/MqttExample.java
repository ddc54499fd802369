package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.peers.Mosquitto;
import dev.hubbub.peers.NeedsProgram;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An MQTT broker, by {@code docs/examples/mqtt.camel.yaml}. */
interface MqttExample {
    YamlChannels channels();

    @Test
    @NeedsProgram("mosquitto")
    @Tag("long")
    default void anMqttBrokerIsHeardAndSpokenTo() throws Exception {
        Mosquitto broker = channels().mosquitto();
        MqttClient sensor = broker.connect("kitchen");
        sensor.publish("sensors/küche 1", Mosquitto.named("k1", YamlChannels.TEXT));
        sensor.publish("sensors/küche 1", Mosquitto.named("k1", YamlChannels.TEXT));
        sensor.publish("sensors/küche 1", "".getBytes(StandardCharsets.UTF_8), 1, false);
        JsonNode message = channels().seen(YamlChannels.TEXT);
        assertThat(message.path("sender").asText()).isEqualTo("mqtt:sensors/k%C3%BCche%201");
        assertThat(message.path("senderName").asText()).isEqualTo("sensors/küche 1");
        sensor.publish("sensors/state", "on".getBytes(StandardCharsets.UTF_8), 1, true);
        assertThat(channels().seen("on").path("senderName").asText()).isEqualTo("sensors/state");

        channels().shout("tomqtt " + YamlChannels.TEXT);
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> broker.heard().contains("sensors/alerts: tomqtt " + YamlChannels.TEXT));
        channels().shout("tomqtt twice\nlines");
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> broker.heard().contains("sensors/alerts: tomqtt twice\nlines"));
        // what the hub said there, it does not hear, nor does what it heard there go back
        assertThat(channels().log.arrivedOn("mqtt/main")).noneMatch(text -> text.startsWith("tomqtt"));
        assertThat(broker.heard()).noneMatch(("sensors/alerts: " + YamlChannels.TEXT)::equals);
    }

    @Test
    @NeedsProgram("mosquitto")
    default void nothingIsLostAndNothingTwiceWhenTheBrokerRestarts() throws Exception {
        Mosquitto broker = channels().mosquitto();
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        MqttClient sensor = broker.connect("cellar");
        for (int i = 0; i < 40; i++) {
            String text = "cellar " + i;
            publish(sensor, text);
            in.add(text);
            channels().shout("tomqtt restart " + i);
            out.add("sensors/alerts: tomqtt restart " + i);
            if (i == 13 || i == 26) {
                broker.restart();
            }
        }
        await().atMost(YamlChannels.PATIENCE)
                .untilAsserted(
                        () -> assertThat(channels().log.arrivedOn("mqtt/main")).containsAll(in));
        assertThat(channels().log.arrivedOn("mqtt/main").stream().filter(text -> text.startsWith("cellar")))
                .containsExactlyInAnyOrderElementsOf(in);
        await().atMost(YamlChannels.PATIENCE)
                .untilAsserted(() -> assertThat(broker.heard()).containsAll(out));
    }

    /** Until the broker has taken it; under the same id, should it have been taken unseen. */
    private static void publish(MqttClient sensor, String text) {
        await().atMost(YamlChannels.PATIENCE).ignoreExceptions().until(() -> {
            sensor.publish("sensors/cellar", Mosquitto.named(text, text));
            return true;
        });
    }
}
