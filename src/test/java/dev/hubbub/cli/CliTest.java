package dev.hubbub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.TestHub;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands, against a whole hub. */
class CliTest {
    @TempDir
    static Path folder;

    private static TestHub hub;

    private record Ran(int code, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        hub = TestHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Ran run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HUBBUB_URL", hub.url("").toString(),
                "HUBBUB_DATA", folder.resolve("data").toString(),
                "HUBBUB_CONFIG", folder.resolve("config").toString()));
        environment.putAll(more);
        CommandLine line = Cli.commandLine(unused -> 0, environment);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    private static Ran run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static String done(String... arguments) {
        Ran ran = run(arguments);
        assertThat(ran.code()).as("%s", ran).isZero();
        return ran.out();
    }

    @Test
    void sendsAndTraces() {
        String id = done("send", "shoutbox/team", "tea", "is", "ready").strip();
        await().untilAsserted(() -> assertThat(done("trace", id))
                .contains("tea is ready", "message.stored", "shouts go to the chat", "chatbot/ops"));
    }

    @Test
    void printsJsonAsTheApiGaveIt() throws Exception {
        JsonNode sent =
                new ObjectMapper().readTree(done("send", "--json", "--tag", "incident", "shoutbox/ops", "as JSON"));
        assertThat(sent.path("text").asText()).isEqualTo("as JSON");
        assertThat(sent.path("tags").path(0).asText()).isEqualTo("incident");
        assertThat(new ObjectMapper().readTree(done("routes", "--json")).path("items"))
                .isNotEmpty();
    }

    @Test
    void triesRulesWithoutSendingAnything() {
        assertThat(done("rules", "test", "--channel", "shoutbox/team", "hello"))
                .contains("matches 'shouts go to the chat'", "would go to chatbot/ops", "1 of 1 messages");
        assertThat(done("rules", "list")).contains("cross-post.yaml");
    }

    @Test
    void listsRouteFilesWithTheirState() {
        assertThat(done("routes")).contains("shoutbox.camel.yaml", "running", "shoutbox/team");
    }

    @Test
    void managesUsersAndClients() {
        assertThat(done("user", "add", "cleo", "--role", "operator")).contains("cleo", "password: ");
        assertThat(done("user", "list")).contains("cleo", "operator");
        done("user", "roles", "cleo", "member");
        done("user", "remove", "cleo");
        assertThat(done("user", "list")).doesNotContain("cleo");

        String made = done("client", "add", "robot", "--title", "A robot");
        String secret = made.substring(made.indexOf("secret: ") + 8).strip();
        Ran asRobot = run(
                Map.of("HUBBUB_CLIENT_ID", "robot", "HUBBUB_CLIENT_SECRET", secret), "send", "shoutbox/team", "beep");
        assertThat(asRobot.code()).as("%s", asRobot).isZero();
        done("client", "remove", "robot");
    }

    @Test
    void saysWhoMayNotAndWhy() {
        String made = done("client", "add", "guest");
        String secret = made.substring(made.indexOf("secret: ") + 8).strip();
        Ran refused = run(Map.of("HUBBUB_CLIENT_ID", "guest", "HUBBUB_CLIENT_SECRET", secret), "user", "list");
        assertThat(refused.code()).isEqualTo(ExitCodes.NOT_PERMITTED);
        Ran wrong = run(Map.of("HUBBUB_CLIENT_ID", "guest", "HUBBUB_CLIENT_SECRET", "wrong"), "routes");
        assertThat(wrong.code()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(wrong.err()).startsWith("hubbub: ").doesNotContain("Exception");
    }

    @Test
    void changesOnesOwnPasswordAndShowsWhoDidIt() {
        String old = done("user", "add", "owen", "--json").replaceAll("(?s).*\"password\" : \"([^\"]*)\".*", "$1");
        InputStream console = System.in;
        try {
            System.setIn(new ByteArrayInputStream((old + "\na wholly new one\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(done("user", "passwd", "owen", "--own")).contains("password of owen changed");
            System.setIn(new ByteArrayInputStream((old + "\nyet another one\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(run("user", "passwd", "owen", "--own").code()).isEqualTo(ExitCodes.NOT_PERMITTED);
        } finally {
            System.setIn(console);
        }

        String acts = done("audit", "--actor", "user:owen");
        assertThat(acts)
                .contains("password.change", "users/owen", "session.begin", "wrong password")
                .doesNotContain(old);
        assertThat(done("audit", "--target", "users/owen", "--what", "user.*", "--json"))
                .contains("\"what\" : \"user.create\"", "\"actor\" : \"client:local");
        assertThat(run("audit", "--outcome", "perhaps").code()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        Ran away = run(Map.of("HUBBUB_URL", "http://127.0.0.1:1"), "routes");
        assertThat(away.code()).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(away.err()).contains("no hub answers at http://127.0.0.1:1");

        assertThat(run("send", "nowhere", "text").code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("send").code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("dance").code()).isEqualTo(ExitCodes.USAGE);

        Ran unknown = run("send", "shoutbox/nowhere", "text");
        assertThat(unknown.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(unknown.err())
                .doesNotContain("Exception")
                .contains("shoutbox/nowhere", "channels: ", "shoutbox/ops");
        assertThat(run("send", "shoutbox/osp", "text").err()).contains("did you mean shoutbox/ops?");

        assertThat(run("trace", "nonsense").err()).containsOnlyOnce("path.id").doesNotContain("Exception");
        assertThat(run("rules", "test", "--file", "nowhere.yaml", "--log", "1").err())
                .contains("there is no file nowhere.yaml")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.example",
                "127.0.0.1:8080",
                "localhost:8080",
                "http://",
                "http:///x",
                "ftp://hub.example",
                "::"
            })
    void namesAnAddressThatIsNone(String address) {
        for (Ran ran : List.of(run("routes", "--url", address), run(Map.of("HUBBUB_URL", address), "routes"))) {
            assertThat(ran.code()).isEqualTo(ExitCodes.USAGE);
            assertThat(ran.err())
                    .contains("'" + address + "' is no URL of a hub")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void doesNotWaitForWhatCannotHappen() {
        Ran misspelt = run("tail", "shoutbox/osp");
        assertThat(misspelt.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(misspelt.err()).contains("did you mean shoutbox/ops?", "channels: ");
        assertThat(run("tail", "--count", "0").code()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void showsWhatHappens() throws Exception {
        StringWriter out = new StringWriter();
        Thread tail = new Thread(() -> {
            CommandLine line = Cli.commandLine(
                    unused -> 0,
                    Map.of(
                            "HUBBUB_URL", hub.url("").toString(),
                            "HUBBUB_DATA", folder.resolve("data").toString()));
            line.setOut(new PrintWriter(out, true));
            line.execute("tail", "--types", "message.stored", "--count", "1", "shoutbox/ops");
        });
        tail.start();
        await().untilAsserted(() -> {
            done("send", "shoutbox/ops", "is anybody there?");
            assertThat(out.toString()).contains("message.stored", "is anybody there?");
        });
        tail.join();
    }

    @Test
    void printsSettingsWithTheirOriginButNoSecret() {
        Ran ran = run(Map.of("HUBBUB_XMPP_PASSWORD", "top-secret"), "config");
        assertThat(ran.out())
                .contains("hubbub.xmpp.password", "***", "environment HUBBUB_XMPP_PASSWORD")
                .doesNotContain("top-secret");
        assertThat(run(Map.of("HUBBUB_HTP_PORT", "1"), "config").err())
                .contains("HUBBUB_HTTP_PORT")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "send", "tail", "trace", "rules", "routes", "config", "user", "client", "audit", "token"})
    void eachCommandHelps(String command) {
        assertThat(done(command, "--help")).contains("Usage: hubbub " + command);
    }

    @Test
    void completesInTheShell() {
        assertThat(done("generate-completion")).contains("complete", "hubbub");
        assertThat(done("--version")).startsWith("hubbub ");
    }
}
