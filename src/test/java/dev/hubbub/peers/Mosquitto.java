package dev.hubbub.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** A mosquitto of the machine that keeps what it has over restarts, and a client beside the hub. */
public final class Mosquitto implements AutoCloseable {
    public static final String USER = "hub";
    public static final String PASSWORD = "se&cret%";

    private final Daemon daemon;
    private final int port;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<MqttClient> clients = new CopyOnWriteArrayList<>();

    private Mosquitto(Daemon daemon, int port) {
        this.daemon = daemon;
        this.port = port;
    }

    public static Mosquitto start(Path folder) throws IOException, InterruptedException, MqttException {
        Files.createDirectories(folder);
        int port = FreePort.take();
        Files.writeString(folder.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                user root
                allow_anonymous false
                password_file %s
                persistence true
                persistence_location %s/
                """.formatted(port, folder.resolve("passwords"), folder));
        int made = new ProcessBuilder("mosquitto_passwd", "-b", "-c", "passwords", USER, PASSWORD)
                .directory(folder.toFile())
                .start()
                .waitFor();
        if (made != 0) {
            throw new IOException("mosquitto_passwd ends with " + made);
        }
        Mosquitto broker = new Mosquitto(new Daemon(folder, port, "mosquitto", "-c", "mosquitto.conf"), port);
        broker.daemon.start();
        broker.listen();
        return broker;
    }

    public static boolean isInstalled() {
        return Daemon.isInstalled("mosquitto");
    }

    public int port() {
        return port;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** What a listener to all topics has heard, as {@code topic: text}, in order. */
    public List<String> heard() {
        return heard;
    }

    /** Stops it in good order and starts it again. */
    public void restart() throws IOException {
        daemon.close();
        daemon.start();
    }

    /** Has a client listen for all topics, also over restarts of the broker. */
    private void listen() throws MqttException {
        MqttClient client = connect("listener");
        IMqttMessageListener listener =
                (topic, message) -> heard.add(topic + ": " + new String(message.getPayload(), StandardCharsets.UTF_8));
        // Paho's own method with one listener for one topic does not return
        client.subscribe(new MqttSubscription[] {new MqttSubscription("#", 1)}, new IMqttMessageListener[] {listener});
    }

    /** Connects a client with a session that is kept. */
    public MqttClient connect(String name) throws MqttException {
        MqttClient client = new MqttClient(url(), name, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(USER);
        options.setPassword(PASSWORD.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3600L);
        options.setAutomaticReconnect(true);
        options.setAutomaticReconnectDelay(0, 1);
        options.setMaxReconnectDelay(1000);
        client.setTimeToWait(5000);
        client.connect(options);
        clients.add(client);
        return client;
    }

    /** A message whose publisher names it. */
    public static MqttMessage named(String id, String text) {
        MqttProperties properties = new MqttProperties();
        properties.setUserProperties(List.of(new UserProperty("id", id)));
        return new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, false, properties);
    }

    @Override
    public void close() throws IOException {
        for (MqttClient client : clients) {
            try {
                client.disconnectForcibly(0, 1000);
                client.close();
            } catch (MqttException e) {
                throw new IOException(e);
            }
        }
        daemon.close();
    }
}
