package dev.hubbub;

import dev.hubbub.store.crypt.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code hubbub keys edit}: works on the text of keys that are given by configuration, from input to output, without a
 * hub. It does not go by the API, which never shows keys.
 */
@Command(
        name = "edit",
        description = "Reads the text of keys (a key file, or what hubbub.encryption.keys holds) and prints it changed."
                + " Whoever sees that text can read the database.",
        mixinStandardHelpOptions = true)
final class KeyText implements Callable<Integer> {
    /** The steps of a change, in the order in which every hub must know them. */
    enum Step {
        /** A new key, which only reads. */
        ADD,
        /** The newest key writes. */
        USE,
        /** Only the key that writes is left. */
        DROP
    }

    @Option(
            names = "--step",
            required = true,
            description = "add: a new key, not in use yet; use: the newest key writes; drop: all others go.")
    private @Nullable Step step;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            Keys keys = Keys.parse(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
            Keys changed = switch (Objects.requireNonNull(step)) {
                case ADD -> keys.withNext();
                case USE -> keys.usingNewest();
                case DROP -> keys.primaryOnly();
            };
            Objects.requireNonNull(spec).commandLine().getOut().println(changed.text());
            return 0;
        } catch (IllegalArgumentException e) {
            Objects.requireNonNull(spec).commandLine().getErr().println("hubbub: the input holds " + e.getMessage());
            return 1;
        }
    }
}
