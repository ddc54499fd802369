package dev.hubbub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    @BeforeEach
    void configFolder() {
        environment.put("HUBBUB_CONFIG", folder.toString());
    }

    @Test
    void withoutAFileEveryKeyHasItsDefault() {
        Settings settings = load();
        assertThat(settings.integer(Key.HTTP_PORT)).isEqualTo(8080);
        assertThat(settings.origin(Key.HTTP_PORT)).isEqualTo("default");
        assertThat(settings.isGiven(Key.HTTP_PORT)).isFalse();
    }

    @Test
    void environmentGoesBeforeSystemPropertiesBeforeFileBeforeDefault() throws IOException {
        file("# ports", "hubbub.http.port = 1", "hubbub.http.host: ::1", "hubbub.intake.batch=7");
        system.setProperty("hubbub.http.port", "2");
        system.setProperty("hubbub.http.host", "0.0.0.0");
        environment.put("HUBBUB_HTTP_PORT", "3");

        Settings settings = load();
        assertThat(settings.integer(Key.HTTP_PORT)).isEqualTo(3);
        assertThat(settings.origin(Key.HTTP_PORT)).isEqualTo("environment HUBBUB_HTTP_PORT");
        assertThat(settings.text(Key.HTTP_HOST)).isEqualTo("0.0.0.0");
        assertThat(settings.origin(Key.HTTP_HOST)).isEqualTo("system property hubbub.http.host");
        assertThat(settings.integer(Key.INTAKE_BATCH)).isEqualTo(7);
        assertThat(settings.origin(Key.INTAKE_BATCH)).isEqualTo(folder.resolve("application.properties") + ":4");
    }

    @Test
    void emptyVariablesCountAsNotSet() {
        environment.put("HUBBUB_HTTP_PORT", "");
        assertThat(load().integer(Key.HTTP_PORT)).isEqualTo(8080);
    }

    @Test
    void linesThatGoOnAreOneValueAndKeepTheFirstLinesNumber() throws IOException {
        file("", "hubbub.http.open = /hooks/a,\\", "   /hooks/b", "hubbub.http.port = 9");
        Settings settings = load();
        assertThat(settings.text(Key.HTTP_OPEN)).isEqualTo("/hooks/a,/hooks/b");
        assertThat(settings.origin(Key.HTTP_OPEN)).endsWith("application.properties:2");
        assertThat(settings.origin(Key.HTTP_PORT)).endsWith("application.properties:4");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithLineAndSuggestion() throws IOException {
        file("hubbub.htp.port = 1", "hubbub.http.host = a", "hubbub.http.host = b", "hubbub.config = elsewhere");
        environment.put("HUBBUB_HTTP_PROT", "1");
        system.setProperty("hubbub.nothing.like.it.at.all", "1");
        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "application.properties:1: unknown key hubbub.htp.port; did you mean hubbub.http.port?")
                .hasMessageContaining("application.properties:3: hubbub.http.host stands already in line 2.")
                .hasMessageContaining("application.properties:4: hubbub.config says where this file is")
                .hasMessageContaining("unknown variable HUBBUB_HTTP_PROT; did you mean HUBBUB_HTTP_PORT?")
                .hasMessageContaining("system property: unknown key hubbub.nothing.like.it.at.all");
    }

    @Test
    void theClientsVariablesAreNoSettings() {
        environment.put("HUBBUB_URL", "http://127.0.0.1:1");
        environment.put("HUBBUB_TOKEN", "t");
        environment.put("HUBBUB_CLIENT_ID", "i");
        environment.put("HUBBUB_CLIENT_SECRET", "s");
        assertThat(load().own()).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("application.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(this::load).hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void aWrongValueIsRefusedNamingKeyOriginAndWhatIsAllowed() throws IOException {
        file("hubbub.http.port = http", "hubbub.outbox.poll = soon");
        assertThatThrownBy(this::load)
                .hasMessageContaining("application.properties:1) is 'http' but must be a whole number from 0 to 65535.")
                .hasMessageContaining("application.properties:2) is 'soon' but must be")
                .hasMessageContaining("as 250ms, 2s or 7d");
        Settings settings = Settings.defaults()
                .with(Key.HTTP_PORT, "http")
                .with(Key.OUTBOX_POLL, "soon")
                .with(Key.SANDBOX, "perhaps");
        assertThatThrownBy(() -> settings.integer(Key.HTTP_PORT, 0, 65535))
                .hasMessage("hubbub.http.port (test) is 'http' but must be a whole number from 0 to 65535.");
        assertThatThrownBy(() -> settings.duration(Key.OUTBOX_POLL)).hasMessageContaining("as 250ms, 2s or 7d");
        assertThatThrownBy(() -> settings.flag(Key.SANDBOX)).hasMessageContaining("must be true or false");
        assertThatThrownBy(() -> settings.with(Key.HTTP_PORT, "65536").integer(Key.HTTP_PORT, 0, 65535))
                .hasMessageContaining("(test)");
    }

    @Test
    void aWordThatWouldLeaveTheHubWithoutALogIsRefused() throws IOException {
        file("hubbub.log.level = loud", "hubbub.log.format = xml", "hubbub.http.port = 70000");
        assertThatThrownBy(this::load)
                .hasMessageContaining("is 'loud' but must be one of error, warn, info, debug.")
                .hasMessageContaining("is 'xml' but must be one of text, json.")
                .hasMessageContaining("is '70000' but must be a whole number from 0 to 65535.");
        file("hubbub.log.level = DEBUG", "hubbub.log.format = json ");
        assertThat(load().word(Key.LOG_LEVEL)).isEqualTo("debug");
    }

    @Test
    void spansOfTimeAreReadInTheirUnits() {
        assertThat(Durations.parse("250ms")).contains(Duration.ofMillis(250));
        assertThat(Durations.parse(" 2 s ")).contains(Duration.ofSeconds(2));
        assertThat(Durations.parse("15m")).contains(Duration.ofMinutes(15));
        assertThat(Durations.parse("12h")).contains(Duration.ofHours(12));
        assertThat(Durations.parse("7d")).contains(Duration.ofDays(7));
        assertThat(Durations.parse("7")).isEmpty();
        assertThat(Durations.parse("-1s")).isEmpty();
    }

    @Test
    void secretsAreShownAsStars() throws IOException {
        file("hubbub.database.password = pa55", "mqtt.password = pa55", "mqtt.host = broker");
        Settings settings = load();
        assertThat(settings.secret(Key.DATABASE_PASSWORD)).hasToString("***");
        assertThat(settings.secret(Key.DATABASE_PASSWORD).reveal()).isEqualTo("pa55");
        assertThat(settings.all())
                .extracting(Setting::key, Setting::value)
                .contains(
                        tuple("hubbub.database.password", "***"),
                        tuple("mqtt.password", "***"),
                        tuple("mqtt.host", "broker"));
        assertThat(settings.all().toString()).doesNotContain("pa55");
    }

    @Test
    void integratorsOwnKeysCanBeOverriddenByEnvironment() throws IOException {
        file("mqtt.broker-url = tcp://one:1883", "camel.main.name = hub");
        environment.put("MQTT_BROKER_URL", "tcp://two:1883");
        environment.put("ONLY_HERE", "yes");
        Settings settings = load();
        assertThat(settings.find("mqtt.broker-url")).contains("tcp://two:1883");
        assertThat(settings.find("camel.main.name")).contains("hub");
        assertThat(settings.find("only.here")).contains("yes");
        assertThat(settings.find("hubbub.http.port")).contains("8080");
        assertThat(settings.find("nowhere")).isEmpty();
        assertThat(settings.own()).containsOnlyKeys("mqtt.broker-url", "camel.main.name");
    }

    @Test
    void theSandboxSuppliesValuesWithItsNameAsOrigin() {
        Settings settings = Settings.defaults().with(Key.HTTP_HOST, "127.0.0.9", "sandbox");
        assertThat(settings.text(Key.HTTP_HOST)).isEqualTo("127.0.0.9");
        assertThat(settings.origin(Key.HTTP_HOST)).isEqualTo("sandbox");
        assertThat(settings.isGiven(Key.HTTP_HOST)).isTrue();
    }

    private Settings load() {
        return Settings.load(environment, system);
    }

    private void file(String... lines) throws IOException {
        Files.writeString(folder.resolve("application.properties"), String.join("\n", lines) + "\n");
    }
}
