package dev.hubbub.channel.xmpp;

import dev.hubbub.peers.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An ejabberd of the machine, with everything it needs in a folder of its own. It runs by itself, without Erlang's naming
 * service and without a user of its own, and makes the accounts when it starts.
 */
public final class EjabberdServer implements XmppServer {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Path CONTROL = Path.of("/usr/sbin/ejabberdctl");
    private static final Pattern LIBRARIES = Pattern.compile("(?m)^ERL_LIBS='([^']+)'");

    private static final String ACCOUNTS = "[ejabberd_auth:try_register(Name, <<\"localhost\">>, Name)"
            + " || Name <- [<<\"ana\">>, <<\"ben\">>, <<\"carl\">>]], file:write_file(\"up\", \"\").";

    /** Now and then it waits long for something of its own, with nothing left to write. */
    private static final Duration FAREWELL = Duration.ofSeconds(8);

    private final Path folder;
    private final int port;
    private final int http;
    private @Nullable Process process;

    public EjabberdServer(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.port = FreePort.take();
        this.http = FreePort.take();
        Files.createDirectories(folder);
        String text = ServerFiles.read("ejabberd.yml")
                .replace("@PORT@", Integer.toString(port))
                .replace("@HTTP@", Integer.toString(http))
                .replace("@KEY@", ServerFiles.key(folder).toString())
                .replace("@FOLDER@", folder.toString());
        Files.writeString(folder.resolve("ejabberd.yml"), text);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path certificate() {
        return folder.resolve("sandbox.pem");
    }

    @Override
    public void start() throws IOException {
        Path up = folder.resolve("up");
        Path out = folder.resolve("ejabberd.out");
        Files.deleteIfExists(up);
        ProcessBuilder builder = new ProcessBuilder(
                        "erl",
                        "-noinput",
                        "-mnesia",
                        "dir",
                        "\"" + folder.resolve("db") + "\"",
                        "-s",
                        "ejabberd",
                        "-eval",
                        ACCOUNTS)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
        builder.environment().put("ERL_LIBS", libraries());
        builder.environment()
                .put("EJABBERD_CONFIG_PATH", folder.resolve("ejabberd.yml").toString());
        builder.environment()
                .put("EJABBERD_LOG_PATH", folder.resolve("ejabberd.log").toString());
        builder.environment().put("HOME", folder.toString());
        Process started = builder.start();
        process = started;
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!started.isAlive()) {
                throw new IOException("ejabberd stopped: " + Files.readString(out));
            }
            return Files.exists(up);
        });
    }

    /** Where its modules are: its own starter says. */
    private static String libraries() throws IOException {
        Matcher line = LIBRARIES.matcher(Files.readString(CONTROL));
        if (!line.find()) {
            throw new IOException(CONTROL + " does not say where the modules are");
        }
        return line.group(1);
    }

    @Override
    public void kill() throws InterruptedException {
        if (process != null) {
            ServerProcess.kill(process);
            process = null;
        }
    }

    @Override
    public void shutDown() throws InterruptedException {
        if (process != null) {
            ServerProcess.shutDown(process, FAREWELL);
            process = null;
        }
    }

    @Override
    public void stop() throws InterruptedException {
        kill();
    }
}
