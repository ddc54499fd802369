package dev.hubbub.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever the configuration says, it is taken, or each wrong thing is named; secrets are never shown. */
class SettingsFuzzTest {
    private static Path folder = Path.of("");

    @BeforeAll
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("hubbub-fuzz");
    }

    @AfterAll
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("application.properties"));
        Files.deleteIfExists(folder);
    }

    @FuzzTest
    void takesOrNamesEveryLine(byte[] data) throws IOException {
        Files.write(folder.resolve("application.properties"), data);
        Durations.parse(Fuzzed.text(data))
                .ifPresent(span -> assertThat(span).isGreaterThanOrEqualTo(java.time.Duration.ZERO));
        Properties system = new Properties();
        system.setProperty(Key.CONFIG.property(), folder.toString());
        try {
            Settings settings = Settings.load(Map.of(), system);
            settings.all().forEach(setting -> assertThat(setting.origin()).isNotBlank());
            for (Key key : Key.values()) {
                if (key.secret() && !settings.text(key).isEmpty()) {
                    assertThat(settings.all().stream().filter(it -> it.key().equals(key.property())))
                            .singleElement()
                            .satisfies(it -> assertThat(it.value()).isEqualTo(Secret.MASK));
                }
            }
        } catch (SettingsException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem)
                            .containsAnyOf(concat(
                                    folder.resolve("application.properties").toString())));
        }
    }

    private static String[] concat(String file) {
        String[] names = Arrays.stream(Key.values()).map(Key::property).toArray(String[]::new);
        String[] all = Arrays.copyOf(names, names.length + 1);
        all[names.length] = file;
        return all;
    }
}
