package dev.hubbub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Signals that the JDK cannot send, by the system's {@code kill}. */
public final class Signals {
    private Signals() {}

    /**
     * Sends a signal and waits until it is sent.
     *
     * @param signal its name without {@code SIG}
     */
    public static void send(String signal, Stream<ProcessHandle> processes) throws IOException {
        List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
        processes.map(process -> Long.toString(process.pid())).forEach(words::add);
        if (words.size() == 2) {
            return;
        }
        Process kill = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().until(() -> !kill.isAlive());
    }
}
