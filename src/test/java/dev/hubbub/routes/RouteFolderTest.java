package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.HubComponent;
import dev.hubbub.message.ChannelId;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** Files are added, changed, broken, mended, paused and deleted while the hub runs. */
class RouteFolderTest extends FolderFixture {
    @Test
    void filesAreAddedChangedBrokenMendedAndDeletedWhileAnotherTicksOn() throws Exception {
        write("steady.camel.yaml", ticking("steady", "steady", 50));
        folder.start();
        assertThat(folder.awaitSettled(SOON)).isTrue();
        RouteFile steady = file("steady.camel.yaml");
        assertThat(steady.state()).isEqualTo(RouteFileState.RUNNING);

        write("other.camel.yaml", ticking("other", "one", 20));
        await().atMost(SOON).until(() -> count("one") > 2);

        write("other.camel.yaml", ticking("other", "two", 20));
        await().atMost(SOON).until(() -> count("two") > 2);
        int ones = count("one");

        write(
                "other.camel.yaml",
                "- route:\n    id: other\n    from:\n      uri: nosuch:thing\n      steps:\n        - to: log:a\n");
        RouteFile broken = awaitState("other.camel.yaml", RouteFileState.FAILED);
        assertThat(broken.line()).isEqualTo(4);
        assertThat(broken.reason()).isEqualTo("There is no component 'nosuch'.");
        assertThat(broken.earlierUp()).isTrue();
        int twos = count("two");
        await().atMost(SOON).until(() -> count("two") > twos + 2);
        assertThat(count("one")).isEqualTo(ones);

        write("other.camel.yaml", ticking("other", "three", 20));
        await().atMost(SOON).until(() -> count("three") > 2);
        awaitState("other.camel.yaml", RouteFileState.RUNNING);

        Files.delete(dir.resolve("other.camel.yaml"));
        RouteFile removed = awaitState("other.camel.yaml", RouteFileState.REMOVED);
        assertThat(removed.routes()).isEmpty();
        int threes = count("three");
        int ticks = count("steady");
        await().atMost(SOON).until(() -> count("steady") > ticks + 5);
        assertThat(count("three")).isEqualTo(threes);

        assertThat(file("steady.camel.yaml")).isSameAs(steady);
        assertThat(told)
                .filteredOn(news -> news.name().equals("steady.camel.yaml") && news.state() != RouteFileState.STARTING)
                .hasSize(1);
    }

    @Test
    void whatIsNotConfiguredIsOffAndNoFailureAlsoIfItsKeysAreMissing() throws Exception {
        String off = "    autoStartup: \"{{given:no.key}}\"\n    from:\n      uri: timer:{{no.key}}\n";
        write(
                "half.yaml",
                ticking("on", "on", 20)
                        + ticking("off", "off", 20)
                                .replaceFirst("    from:\n.*\n", Matcher.quoteReplacement(off))
                                .replace("count:off", "hub:half/main"));
        write(
                "whole.yaml",
                "- beans:\n    - name: a\n      type: java.util.Date\n      properties: { time: \"{{no.key}}\" }\n"
                        + from("whole", "timer:{{no.key}}")
                                .replaceFirst("    from:\n.*\n", Matcher.quoteReplacement(off)));
        start();
        await().atMost(SOON).until(() -> count("on") > 2);
        assertThat(file("half.yaml").state()).isEqualTo(RouteFileState.RUNNING);
        assertThat(file("half.yaml").routes())
                .extracting(RouteInfo::id, route -> route.off().toString())
                .containsExactly(tuple("off", "[half/main]"), tuple("on", "[]"));
        assertThat(file("whole.yaml").state()).isEqualTo(RouteFileState.RUNNING);
        write("whole.yaml", from("whole", "timer:{{no.key}}"));
        assertThat(awaitState("whole.yaml", RouteFileState.FAILED).reason()).isEqualTo("The key 'no.key' is not set.");
    }

    @Test
    void aTextThatGoesBackToWhatRunsIsNotStartedAnew() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        write("a.yaml", "- nonsense");
        awaitState("a.yaml", RouteFileState.FAILED);
        int before = count("started");
        write("a.yaml", ticking("a", "a", 20));
        awaitState("a.yaml", RouteFileState.RUNNING);
        assertThat(count("started")).isEqualTo(before);
    }

    @Test
    void theEarlierVersionComesBackIfTheNewOneDoesNotStart() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        failuresLeft.set(1000);
        write("a.yaml", from("a", "flaky:peer"));
        RouteFile failed = awaitState("a.yaml", RouteFileState.FAILED);
        assertThat(failed.reason()).isEqualTo("Connection refused by peer.");
        assertThat(failed.earlierUp()).isTrue();
        int ticks = count("a");
        await().atMost(SOON).until(() -> count("a") > ticks + 2);
    }

    @Test
    void whatDoesNotStartForWantOfAPeerIsTriedAgain() throws Exception {
        failuresLeft.set(1);
        write("a.yaml", from("a", "flaky:peer"));
        start();
        assertThat(file("a.yaml").state()).isEqualTo(RouteFileState.FAILED);
        awaitState("a.yaml", RouteFileState.RUNNING);
    }

    @Test
    void aReasonThatNamesAnEndpointOfTheFileGivesItsLine() throws Exception {
        hub = HubComponent::new;
        folder = folder(SOON);
        failuresLeft.set(1000);
        write("a.yaml", from("a", "flaky:hub:shoutbox/team"));
        start();
        assertThat(file("a.yaml").problem()).isEqualTo("a.yaml:4: Connection refused by hub:shoutbox/team.");
    }

    @Test
    void pausedRoutesStayPausedWhenTheFileIsChanged() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        assertThat(folder.pause("a.yaml")).map(RouteFile::state).contains(RouteFileState.PAUSED);
        write("a.yaml", ticking("a", "b", 20));
        await().atMost(SOON)
                .until(() -> !file("a.yaml").hash().equals(told.get(0).hash()));
        awaitState("a.yaml", RouteFileState.PAUSED);
        int ticks = count("a");
        assertThat(folder.resume("a.yaml")).map(RouteFile::state).contains(RouteFileState.RUNNING);
        await().atMost(SOON).until(() -> count("b") > 2);
        assertThat(count("a")).isEqualTo(ticks);
        assertThat(folder.pause("nobody.yaml")).isEmpty();
    }

    @Test
    void aFileThatIsRenamedRunsUnderItsNewName() throws Exception {
        write("a.yaml", ticking("a", "a", 20));
        start();
        Files.move(dir.resolve("a.yaml"), dir.resolve("b.yaml"));
        awaitState("a.yaml", RouteFileState.REMOVED);
        awaitState("b.yaml", RouteFileState.RUNNING);
    }

    @Test
    void whatDoesNotRunCannotBePaused() throws Exception {
        write("a.yaml", "nonsense");
        start();
        assertThatThrownBy(() -> folder.pause("a.yaml")).hasMessage("a.yaml does not run.");
    }

    @Test
    void channelsAreThoseThatRunningRoutesName() throws Exception {
        write("mqtt.yaml", """
                - route:
                    id: mqtt-in
                    from:
                      uri: timer:sensors?period=60000
                      steps:
                        - choice:
                            when:
                              - simple: "${body} != null"
                                steps:
                                  - to: hub:mqtt/sensors?verified=true
                        - to: hub:parser/x
                - route:
                    id: mqtt-out
                    from:
                      uri: hub:mqtt/sensors
                      steps:
                        - to: log:out
                - from:
                    uri: hub:command/hello
                    steps:
                      - toD: hub:chatbot/ops
                """);
        start();
        assertThat(file("mqtt.yaml").reason()).isNull();
        assertThat(file("mqtt.yaml").routes())
                .extracting(RouteInfo::id)
                .containsExactly("mqtt-in", "mqtt-out", "mqtt-3");
        assertThat(folder.channels())
                .containsEntry(ChannelId.parse("mqtt/sensors"), new ChannelUse(true, true, Set.of("mqtt.yaml")))
                .containsEntry(ChannelId.parse("chatbot/ops"), new ChannelUse(true, false, Set.of("mqtt.yaml")))
                .containsEntry(ChannelId.parse("command/hello"), new ChannelUse(false, true, Set.of("mqtt.yaml")))
                .hasSize(3);
    }

    @Test
    void settingsCanBeReadInRouteFiles() throws Exception {
        write("a.yaml", """
                - route:
                    id: a
                    from:
                      uri: timer:{{my.name}}-{{hubbub.http.port}}?period=60000
                      steps:
                        - to: log:out
                """);
        start();
        assertThat(file("a.yaml").routes())
                .extracting(RouteInfo::from)
                .first()
                .asString()
                .startsWith("timer:mine-8080?");
    }
}
