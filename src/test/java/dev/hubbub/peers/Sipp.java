package dev.hubbub.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's sipp: a SIP peer that follows a scenario, one call after the other, and writes down all that comes and goes. */
public final class Sipp implements AutoCloseable {
    private static final Pattern RECEIVED = Pattern.compile(
            "(?s)-{20,}[^\\n]*\\n\\w+ message received \\[\\d+\\] bytes :\\n\\n(.*?)(?=\\n-{20,} |\\z)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final Path out;

    private Sipp(Process process, Path log, Path out) {
        this.process = process;
        this.log = log;
        this.out = out;
    }

    /**
     * Starts it.
     *
     * @param folder for the scenario and what it writes
     * @param scenario name of a scenario of the tests; after a colon what stands for {@code STATUS} in it
     * @param port where it listens
     * @param options more of its options, the address that it calls among them
     */
    public static Sipp start(Path folder, String scenario, int port, String... options) throws IOException {
        Path own = Files.createTempDirectory(folder, "sipp");
        String[] named = scenario.split(":", 2);
        Path file = own.resolve(named[0] + ".xml");
        try (var in = Sipp.class.getResourceAsStream("/sip/" + named[0] + ".xml")) {
            if (in == null) {
                throw new IOException("there is no scenario " + named[0]);
            }
            String text = new String(in.readAllBytes(), UTF_8);
            Files.writeString(file, named.length == 1 ? text : text.replace("STATUS", named[1]), UTF_8);
        }
        Path log = own.resolve("messages");
        Path out = own.resolve("out");
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", file.toString(), "-nostdin"));
        command.addAll(List.of("-i", "127.0.0.1", "-p", Integer.toString(port)));
        command.addAll(List.of("-trace_msg", "-message_file", log.toString(), "-trace_err"));
        command.addAll(List.of("-error_file", own.resolve("errors").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        return new Sipp(process, log, out);
    }

    /** Waits until it is done. @return whether every call went as the scenario says */
    public boolean succeeds() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("sipp does not end: " + said());
        }
        return process.exitValue() == 0;
    }

    /** What came to it, as it came. */
    public List<String> received() {
        List<String> all = new ArrayList<>();
        try {
            Matcher found = RECEIVED.matcher(Files.exists(log) ? Files.readString(log, UTF_8) : "");
            while (found.find()) {
                all.add(found.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** How many messages went from it, those that went again counted again. */
    public int sent() {
        try {
            return Files.exists(log) ? Files.readString(log, UTF_8).split(" message sent ", -1).length - 1 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it tells of itself. */
    public String said() {
        try {
            return Files.readString(out, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops it, also in the middle of a call. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                var unused = process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
