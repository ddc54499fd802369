package dev.hubbub.contract;

import dev.hubbub.config.Settings;
import dev.hubbub.peers.Mosquitto;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** Topics of an MQTT broker. */
final class MqttNet extends Net {
    private static final String OUT = "alerts";

    private final Mosquitto broker;
    private final MqttClient sensor;
    private final int port;

    MqttNet(Path home) throws Exception {
        super("mqtt", "mqtt/main", Can.NAME, Can.REPEAT);
        broker = Mosquitto.start(home.resolve("mosquitto"));
        port = way(broker.port());
        sensor = broker.connect("kitchen");
        Everywhere.example(home, "mqtt");
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with("mqtt.broker", "tcp://127.0.0.1:" + port, "test")
                .with("mqtt.client", "hub", "test")
                .with("mqtt.user", Mosquitto.USER, "test")
                .with("mqtt.password", Mosquitto.PASSWORD, "test")
                .with("mqtt.in", "sensors/#", "test")
                .with("mqtt.out", OUT, "test");
    }

    @Override
    String say(Said said) throws Exception {
        sensor.publish("sensors/kitchen", Mosquitto.named(said.id(), said.text()));
        return said.id();
    }

    @Override
    String sender() {
        return "mqtt:sensors/kitchen";
    }

    @Override
    boolean sayWithHeaders(String text) throws Exception {
        MqttMessage message = Mosquitto.named("headers", text);
        message.getProperties()
                .setUserProperties(List.of(
                        new UserProperty("id", "headers"),
                        new UserProperty("HubbubSender", "acct:admin@hub"),
                        new UserProperty("HubbubPriority", "urgent"),
                        new UserProperty("CamelMqttTopic", "x")));
        sensor.publish("sensors/kitchen", message);
        return true;
    }

    @Override
    List<Seen> seen() {
        String mark = OUT + ": ";
        return broker.heard().stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> Seen.of("", line.substring(mark.length())))
                .toList();
    }

    @Override
    void close() throws Exception {
        super.close();
        broker.close();
    }
}
