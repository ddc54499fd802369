package dev.hubbub.store.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs, as somebody it agrees to run as. */
final class Command {
    private final Path output;

    /** @param output file that takes what the programs say; it is overwritten by each */
    Command(Path output) {
        this.output = output;
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException with what the program said, if it fails or takes too long
     */
    void run(Duration limit, List<String> words) throws IOException {
        Process process = start(words);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(name(words) + " did not end within " + limit.toSeconds() + " s: " + said());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name(words) + " ran", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(name(words) + " failed: " + said());
        }
    }

    private Process start(List<String> words) throws IOException {
        List<String> all = new ArrayList<>();
        if (Platform.superUser()) {
            // a user namespace in which the super-user is nobody special; files still belong to the same user
            all.addAll(List.of("unshare", "--user", "--"));
        }
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                // a file and no pipe: the server inherits it, and a pipe would stay open as long as it runs
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File(Platform.WINDOWS ? "NUL" : "/dev/null")));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static String name(List<String> words) {
        Path name = Path.of(words.get(0)).getFileName();
        return name == null ? words.get(0) : name.toString();
    }

    private String said() throws IOException {
        String text = Files.exists(output) ? Files.readString(output).strip() : "";
        if (Platform.superUser() && text.contains("unshare")) {
            return text
                    + " (PostgreSQL refuses to run as root, and this system does not allow another way: run the hub as"
                    + " an ordinary user)";
        }
        return text.length() > 2000 ? text.substring(text.length() - 2000) : text;
    }
}
