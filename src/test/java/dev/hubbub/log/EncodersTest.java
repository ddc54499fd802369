package dev.hubbub.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MarkerFactory;

class EncodersTest {
    private static final LoggerContext CONTEXT = new LoggerContext();

    @ParameterizedTest
    @CsvSource({
        "000a, \\n",
        "000d, \\r",
        "0009, \\t",
        "001b, \\u001b",
        "0000, \\u0000",
        "007f, \\u007f",
        "0085, \\u0085",
        "009b, \\u009b",
        "2028, \\u2028",
        "2029, \\u2029",
        "202e, \\u202e",
        "2066, \\u2066",
        "2069, \\u2069",
        "200e, \\u200e",
        "200f, \\u200f",
        "061c, \\u061c",
        "200b, \\u200b",
        "feff, \\ufeff",
        "00ad, \\u00ad",
        "3164, \\u3164",
        "d800, \\ud800",
        "e0041, \\u{e0041}"
    })
    void whatCannotBeSeenIsWrittenOut(String codePoint, String shown) throws Exception {
        String outside = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";

        assertThat(text("dev.hubbub.x", "said: {}", null, outside)).endsWith(" said: a" + shown + "b\n");
        assertThat(json("dev.hubbub.x", "said: {}", null, outside)
                        .path("message")
                        .asText())
                .isEqualTo("said: a" + shown + "b");
    }

    @Test
    void noCharacterAtAllBreaksALineOrCannotBeSeen() {
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(0, 0x10FFFF).forEach(all::appendCodePoint);
        String line = Visible.line(all.toString(), Integer.MAX_VALUE);
        assertThat(line.codePoints().filter(c -> !Visible.isSafe(c))).isEmpty();
        assertThat(line.lines()).hasSize(1);
        // what java.util.regex makes of the Unicode tables is a second opinion
        assertThat(line)
                .doesNotContainPattern(
                        "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße, 東京! שלום", "C:\\temp\\new", "e\u0301 👍", "{\"a\": 1}"})
    void whatCanBeReadIsLeftAlone(String text) {
        assertThat(Visible.line(text, 100)).isEqualTo(text);
    }

    @Test
    void aLongTextIsCut() {
        assertThat(Visible.line("x".repeat(30), 10)).isEqualTo("xxxxxxxxxx… (20 characters more)");
    }

    @Test
    void whatWasThrownFollowsOnLinesThatBeginWithATab() throws Exception {
        RuntimeException thrown = new IllegalStateException(
                "outer\n12:00:00.000 INFO  forged", new IllegalArgumentException("root\u202e\u001b[2J"));

        String[] lines = text("dev.hubbub.x", "failed", thrown).split("\n", -1);

        assertThat(lines[0]).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  dev\\.hubbub\\.x failed");
        assertThat(lines[1]).isEqualTo("\tjava.lang.IllegalArgumentException: root\\u202e\\u001b[2J");
        assertThat(lines[2]).startsWith("\t\tat " + EncodersTest.class.getName());
        assertThat(lines).contains("\twrapped by java.lang.IllegalStateException: outer\\n12:00:00.000 INFO  forged");
        for (int i = 1; i < lines.length - 1; i++) {
            assertThat(lines[i]).startsWith("\t");
        }
        JsonNode json = json("dev.hubbub.x", "failed", thrown);
        assertThat(json.path("thrown").path(1).path("words").asText()).isEqualTo("outer\\n12:00:00.000 INFO  forged");
    }

    @Test
    void wordsOfExceptionsThatLibrariesLogAreWithheld() throws Exception {
        RuntimeException thrown = new IllegalStateException("at 'secret'", new IllegalArgumentException("secret body"));
        String said = "Error processing exchange. Caused by: [java.lang.IllegalStateException - at 'secret']";

        String text = text("org.apache.camel.component.file.FileConsumer", said, thrown);

        assertThat(text)
                .doesNotContain("secret")
                .contains("Caused by: [java.lang.IllegalStateException - …]")
                .contains("\tjava.lang.IllegalArgumentException\n");
        assertThat(json("org.apache.camel.X", said, thrown).toString()).doesNotContain("secret");
        assertThat(text("org.apache.camel.component.quartz.CamelJob", said + " secret", null))
                .endsWith("Error processing exchange. Caused by: [java.lang.IllegalStateException - …]\n");
        assertThat(text("org.quartz.core.JobRunShell", "failed: {}", null, thrown))
                .doesNotContain("secret");
    }

    @Test
    void wordsOfOurOwnAreWithheldWhereTheyAreMarkedAsQuoting() {
        LoggingEvent event =
                event("dev.hubbub.outbox.Lane", "failed unexpectedly", new IllegalStateException("secret body"));
        event.addMarker(MarkerFactory.getMarker("QUOTING"));
        assertThat(new String(new TextEncoder().encode(event), StandardCharsets.UTF_8))
                .contains("\tjava.lang.IllegalStateException\n")
                .doesNotContain("secret");
    }

    @Test
    void namesOfLoggersAndThreadsAreNoWayIn() throws Exception {
        String logger = "routes.evil\nname\u202e";
        assertThat(text(logger, "said", null)).endsWith(" routes.evil\\nname\\u202e said\n");
        JsonNode json = json(logger, "said", null);
        assertThat(json.path("logger").asText()).isEqualTo("routes.evil\\nname\\u202e");
    }

    private static String text(String logger, String message, @Nullable Throwable thrown, Object... arguments) {
        return new String(new TextEncoder().encode(event(logger, message, thrown, arguments)), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String logger, String message, @Nullable Throwable thrown, Object... arguments)
            throws Exception {
        String line = new String(
                new JsonLineEncoder().encode(event(logger, message, thrown, arguments)), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").doesNotContain("\r").containsOnlyOnce("\n");
        return new ObjectMapper().readTree(line);
    }

    private static LoggingEvent event(String logger, String message, @Nullable Throwable thrown, Object... arguments) {
        Logger made = CONTEXT.getLogger(logger);
        return new LoggingEvent(EncodersTest.class.getName(), made, Level.INFO, message, thrown, arguments);
    }
}
