package dev.hubbub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The reference of all keys is made from {@link Key}; {@code -Ddocs.write=true} writes it, otherwise it is compared. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("docs/reference/configuration.md");

    @Test
    void theReferenceSaysWhatTheCodeSays() throws IOException {
        String made = reference();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, made);
        }
        assertThat(REFERENCE)
                .as("written anew by: mvn test -Dtest=ConfigurationReferenceTest -Ddocs.write=true")
                .content()
                .isEqualTo(made);
    }

    private static String reference() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        String group = "";
        for (Key key : Key.values()) {
            String next = groupOf(key);
            if (!next.equals(group)) {
                page.append("\n## ").append(next).append("\n\n| key | default | meaning |\n| --- | --- | --- |\n");
                group = next;
            }
            page.append("| `").append(key.property()).append("`<br>`").append(key.variable());
            page.append("` | ").append(key.fallback().isEmpty() ? "–" : "`" + key.fallback() + "`");
            page.append(" | ").append(key.meaning().replace("|", "\\|"));
            page.append(key.secret() ? " *Secret.*" : "").append(" |\n");
        }
        return page.toString();
    }

    private static String groupOf(Key key) {
        if (key == Key.DATA || key == Key.ROUTES || key == Key.CONFIG) {
            return "Folders";
        }
        String word = key.property().split("\\.", -1)[1];
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static final String INTRODUCTION = """
            # Configuration

            Every setting has a default; with none given the hub runs. A value is looked for, in this order, in

            1. the environment: `HUBBUB_HTTP_PORT=9090` (an empty variable counts as not set),
            2. system properties: `-Dhubbub.http.port=9090`,
            3. `config/application.properties`: `hubbub.http.port = 9090` (UTF-8),
            4. the default.

            `hubbub config` shows each value and where it came from, secrets as `***`. An unknown `hubbub.…` key or
            `HUBBUB_…` variable is refused at start, with a suggestion, and so is a key that stands twice in the file.
            Spans of time are a whole number and a unit: `250ms`, `2s`, `15m`, `12h`, `7d`.

            **Keys of your own.** Any other key in the file is yours: route files read it as `{{mqtt.host}}`, and the
            variable `MQTT_HOST` overrides it. Route files can read the hub's keys too: `{{hubbub.xmpp.host}}`. Keys that begin
            with `camel.` are read by Camel.

            **Command line.** `HUBBUB_URL`, `HUBBUB_TOKEN`, `HUBBUB_CLIENT_ID` and `HUBBUB_CLIENT_SECRET` say to which
            hub commands such as `hubbub send` talk, and as whom; a hub itself does not read them.

            **Two hubs on one machine** need different data folders and ports:
            `HUBBUB_DATA=/srv/second HUBBUB_HTTP_PORT=8081 java -jar target/hubbub.jar`.

            The tables below are made from `dev.hubbub.config.Key`.
            """;
}
