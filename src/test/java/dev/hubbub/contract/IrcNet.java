package dev.hubbub.contract;

import dev.hubbub.Caller;
import dev.hubbub.TestHub;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.IrcPerson;
import dev.hubbub.peers.Ngircd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A channel of an IRC server, and ana in it. */
final class IrcNet extends Net {
    private final Ngircd server;
    private final IrcPerson ana;
    private final int port;

    IrcNet(Path home) throws Exception {
        super("irc", "irc/room", Can.REPEAT);
        server = Ngircd.start(home.resolve("ngircd"));
        port = way(server.port());
        ana = new IrcPerson("ana", "#hub", server.port());
        Everywhere.example(home, "irc");
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with("irc.host", "127.0.0.1", "test")
                .with("irc.port", Integer.toString(port), "test")
                .with("irc.tls", "false", "test")
                .with("irc.nick", "hub", "test")
                .with("irc.password", "open sesame", "test")
                .with("irc.channel", "#hub", "test")
                .with("irc.pace", "20", "test")
                .with("irc.again", "1000", "test");
    }

    @Override
    void joined(TestHub hub, Caller caller) {
        awaitHub();
    }

    /** IRC has no memory: what is said while the hub is not in the channel, it never hears. */
    private void awaitHub() {
        Everywhere.await()
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    int before = ana.lines().size();
                    ana.command("NAMES #hub");
                    Everywhere.await().until(() -> ana.lines().size() > before);
                    return ana.lines().stream()
                            .skip(before)
                            .anyMatch(line -> line.contains(" 353 ") && line.matches(".*[:@ ]hub( .*)?"));
                });
    }

    @Override
    String say(Said said) throws Exception {
        ana.say("#hub", said.text());
        return "";
    }

    @Override
    String sender() {
        return "irc:ana";
    }

    @Override
    boolean sayAsProgram(String text) throws Exception {
        ana.command("NOTICE #hub :" + text);
        return true;
    }

    @Override
    int longest() {
        return 400;
    }

    @Override
    List<Seen> seen() {
        return ana.heardAt("#hub").stream().map(text -> Seen.of("", text)).toList();
    }

    @Override
    void back() throws Exception {
        super.back();
        awaitHub();
    }

    @Override
    void close() throws Exception {
        super.close();
        ana.close();
        server.close();
    }
}
