package dev.hubbub.store.crypt;

import dev.hubbub.store.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the keys are: the text of {@link Keys} in a file of the hub's, or given by its configuration.
 *
 * @param file where they lie, unless given
 * @param given the text itself, from the environment; empty if it is in the file
 */
public record KeySource(Path file, String given) {
    /** Whether there are keys. */
    public boolean exists() {
        return isGiven() || Files.exists(file);
    }

    /** Whether they are the configuration's, so that the hub cannot change them. */
    public boolean isGiven() {
        return !given.isBlank();
    }

    /** Makes new keys and writes them to the file, mode 0600, on the disk when this returns. */
    public void create() throws IOException {
        Secrets.write(file, Keys.make().text());
    }

    /**
     * The keys.
     *
     * @throws IllegalStateException if they cannot be read; the text is not shown
     */
    public Keys read() throws IOException {
        String text = isGiven() ? given : Files.readString(file);
        try {
            return Keys.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(this + " holds " + e.getMessage(), e);
        }
    }

    /** Puts other keys into the file's place, as a whole; the text before it is kept beside it. */
    public void replace(Keys keys) throws IOException {
        if (!Files.exists(backup())) {
            Secrets.write(backup(), Files.readString(file));
        }
        Secrets.write(file, keys.text());
    }

    /** Puts those keys into the file's place and lets go what was kept beside it. */
    public void settle(Keys keys) throws IOException {
        Secrets.write(file, keys.text());
        Files.deleteIfExists(backup());
    }

    /** Where the text before a change is kept until the change is done. */
    public Path backup() {
        return file.resolveSibling(file.getFileName() + ".before");
    }

    @Override
    public String toString() {
        return isGiven() ? "hubbub.encryption.keys" : file.toString();
    }
}
