package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.cli.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code hubbub routes check} and {@code hubbub routes new}, for which no hub has to run. */
class RouteCheckTest {
    private static final String FINE = """
            - route:
                id: fine
                from: { uri: "hub:fine/out", steps: [ { to: "log:x" } ] }
            """;

    @TempDir
    Path home;

    private record Ran(int code, String out, String err) {}

    private Ran run(String... arguments) {
        Map<String, String> environment = Map.of(
                "HUBBUB_CONFIG", home.resolve("config").toString(),
                "HUBBUB_ROUTES", home.resolve("routes").toString());
        CommandLine line = Cli.commandLine(unused -> 0, environment);
        Objects.requireNonNull(line.getSubcommands().get("routes")).addSubcommand(new RouteCheck(environment));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    private void set(String... keys) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.write(home.resolve("config/application.properties"), List.of(keys));
    }

    @Test
    void everyFileThatIsShippedIsFine() {
        Ran ran = run("routes", "check", "routes");
        assertThat(ran.out().lines()).hasSizeGreaterThan(5).allMatch(line -> line.endsWith(": fine"));
        assertThat(ran.code()).isZero();
    }

    /** Every example that is off until it has its keys: the sandbox's phones need none. */
    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/examples"))) {
            return files
                    .filter(file -> file.toString().endsWith(".camel.yaml"))
                    .filter(file -> !file.toString().contains("sandbox-"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsOffUntilItsKeysAreSetAndThenFine(Path example) throws IOException {
        Ran unset = run("routes", "check", example.toString());
        assertThat(unset.out()).startsWith(example + ": off until ").endsWith(" is set" + System.lineSeparator());
        assertThat(unset.code()).isZero();
        set(
                "mqtt.broker = tcp://127.0.0.1:1",
                "mqtt.client = hub",
                "mqtt.in = in/#",
                "mqtt.out = out",
                "folder.in = " + home.resolve("in"),
                "folder.out = " + home.resolve("out"),
                "irc.host = 127.0.0.1",
                "irc.port = 1",
                "irc.tls = true",
                "irc.nick = hub",
                "irc.channel = #hub",
                "telegram.token = 1:x",
                "telegram.chat = -1",
                "slack.token = xoxb-1",
                "slack.secret = s",
                "slack.channel = C1",
                "syslog.port = 5514",
                "kafka.brokers = 127.0.0.1:1",
                "kafka.group = hub",
                "kafka.in = in",
                "kafka.out = out",
                "gammu.inbox = " + home.resolve("inbox"),
                "gammu.outbox = " + home.resolve("outbox"),
                "gateway.url = https://127.0.0.1:1/x",
                "gateway.method = POST",
                "gateway.token = t",
                "gateway.content-type = text/plain",
                "gateway.body = ${body}",
                "gateway.success = ok",
                "gateway.id = x",
                "gateway.in.secret = s",
                "gateway.in.from = ${header.f}",
                "gateway.in.text = ${body}",
                "gateway.in.id = x",
                "gateway.in.answer = ok",
                "gateway.in.answer-type = text/plain",
                "gateway.receipt.id = x",
                "gateway.receipt.status = ${body}",
                "gateway.receipt.delivered = yes",
                "gateway.receipt.bounced = no");
        Ran ran = run("routes", "check", example.toString());
        assertThat(ran.out()).isEqualTo(example + ": fine" + System.lineSeparator());
        assertThat(ran.code()).isZero();
        assertThat(home.resolve("in")).as("nothing is started").doesNotExist();
    }

    @Test
    void aFileIsBuiltAsFarAsItIsConfigured() throws IOException {
        set("out.name = x");
        Path file = file("half.camel.yaml", """
                # nobody calls yet
                - route:
                    id: half-in
                    autoStartup: "{{given:in.secret}}"
                    from: { uri: "direct:{{in.path}}", steps: [ { to: "hub:half/main" } ] }
                - route:
                    id: half-out
                    autoStartup: "{{given:out.name}}"
                    from: { uri: "hub:half/main", steps: [ { to: "log:{{out.name}}?levle=INFO" } ] }
                """);
        assertThat(run("routes", "check", file.toString()).out())
                .startsWith(file + ":7: The endpoint log has no option levle=INFO.");
        Files.writeString(file, Files.readString(file).replace("levle", "level"));
        assertThat(run("routes", "check", file.toString()).out()).startsWith(file + ": off until in.secret is set");
        Files.writeString(file, Files.readString(file).replace("{{out.name}}", "{{out.nam}}"));
        assertThat(run("routes", "check", file.toString()).out())
                .startsWith(file + ":9: The key 'out.nam' is not set.");
    }

    @Test
    void theSandboxsPhonesAreThereWhereTheSandboxIs() throws IOException {
        String example = "docs/examples/sandbox-phones.camel.yaml";
        assertThat(run("routes", "check", example).out()).endsWith(": fine" + System.lineSeparator());
        set("hubbub.sandbox = off");
        assertThat(run("routes", "check", example).out()).contains("There is no bean 'phones'.");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("log:x", "fiel:x", 3, "There is no component 'fiel'."),
                Arguments.of("log:x", "log:x?levle=INFO", 3, "The endpoint log has no option levle=INFO."),
                Arguments.of("log:x", "log:{{no.such.key}}", 3, "The key 'no.such.key' is not set."),
                Arguments.of("log:x", "direct:nowhere", 3, "No route of this file is 'from: direct:nowhere'"),
                Arguments.of("hub:fine/out", "hub:Fine/Out", 3, "Fine"),
                Arguments.of("hub:fine/out", "hub:fine/out?maxAttempts=many", 3, "many"),
                Arguments.of("{ to: \"log:x\" }", "{ bean: { ref: nobody } }", 3, "There is no bean 'nobody'."),
                Arguments.of("{ to: \"log:x\" }", "{ tow: \"log:x\" }", 3, "'tow' is not known here."),
                Arguments.of("{ to: \"log:x\" }", "{ setBody: { simple: \"${body\" } }", 3, "is no simple expression"),
                Arguments.of("] }", "]", 4, "This is not YAML"),
                Arguments.of(FINE, "# nothing", null, "The file is empty"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsLine(String right, String wrong, Integer line, String reason) throws IOException {
        Path file = file("wrong.camel.yaml", FINE.replace(right, wrong));
        Ran ran = run("routes", "check", file.toString());
        assertThat(ran.out())
                .startsWith(file + (line == null ? "" : ":" + line) + ": ")
                .contains(reason);
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void filesAreLookedAtAsIfTheyWereInOneFolder() throws IOException {
        Path one = file("one.camel.yaml", FINE);
        Path two = file("two.camel.yaml", FINE);
        Path three = file("three.camel.yaml", FINE.replace("id: fine", "id: other"));
        Ran ran = run("routes", "check", one.toString(), two.toString(), three.toString());
        assertThat(ran.out().lines())
                .containsExactly(
                        one + ": fine",
                        two + ":2: Route id 'fine' is already in one.camel.yaml.",
                        three + ":3: A route of one.camel.yaml sends on hub:fine/out already.");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void whatIsNoRouteFileIsRefused() throws IOException {
        assertThat(run("routes", "check", file("a.txt", FINE).toString()).out()).contains("end with .yaml or .yml");
        Ran missing = run("routes", "check", home.resolve("missing.yaml").toString());
        assertThat(missing.out()).contains("missing.yaml: The file ");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(run("routes", "check", home.resolve("nothing").toString()).out())
                .contains("There is no such file or folder.");
        assertThat(run("routes", "check").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "http", "mqtt", "file"})
    void aNewFileIsFineAsItIs(String template) {
        Path folder = home.resolve("made");
        Ran made = run("routes", "new", "door-bell", "--template", template, "--dir", folder.toString());
        assertThat(made.err()).isEmpty();
        assertThat(made.code()).isZero();
        Path file = folder.resolve("door-bell.camel.yaml");
        Ran checked = run("routes", "check", folder.toString());
        assertThat(checked.out()).isEqualTo(file + ": fine" + System.lineSeparator());
        assertThat(text(file))
                .startsWith("# door-bell: door-bell/main")
                .contains("hub:door-bell/main", "given:door-bell.", "# Needs", "# Gives")
                .doesNotContain("@");
    }

    @Test
    void nothingIsOverwrittenAndNoNameLeadsElsewhere() {
        assertThat(run("routes", "new", "mine").code()).isZero();
        Path file = home.resolve("routes/mine.camel.yaml");
        String before = text(file);
        Ran again = run("routes", "new", "mine", "--template", "http");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("is there already");
        assertThat(text(file)).isEqualTo(before);
        assertThat(run("routes", "new", "../mine").code()).isEqualTo(2);
        assertThat(run("routes", "new", "Mine").code()).isEqualTo(2);
        assertThat(run("routes", "new", "other", "--template", "smoke").code()).isEqualTo(2);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
