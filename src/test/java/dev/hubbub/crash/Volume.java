package dev.hubbub.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A small disk in memory, where this process may mount one; elsewhere a folder like any other. */
final class Volume implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;
    private static final int SIZE = 300;

    private static final int ROUNDS = 100;

    private final Path folder;
    private final boolean small;

    private Volume(Path folder, boolean small) {
        this.folder = folder;
        this.small = small;
    }

    static Volume mount(Path folder) throws IOException, InterruptedException {
        return new Volume(folder, run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + "m", "tmpfs", folder.toString()));
    }

    private static boolean run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    Path folder() {
        return folder;
    }

    /** Skips a test that needs the disk to be small. */
    void assumeSmall() {
        assumeTrue(small, "no small disk can be mounted here: that takes a super-user");
    }

    /** Leaves less room than a megabyte, also if the server gives some back meanwhile. */
    void fill() throws IOException {
        byte[] block = new byte[MEGABYTE];
        IOException full = new IOException("the volume is larger than it was made");
        for (int round = 0; round < ROUNDS; round++) {
            try (OutputStream filler =
                    Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                for (int written = 0; written <= SIZE; written++) {
                    filler.write(block);
                }
            } catch (IOException e) {
                full = e;
                if (Files.getFileStore(folder).getUsableSpace() <= MEGABYTE) {
                    return;
                }
            }
        }
        throw full;
    }

    /** Gives the room back. */
    void empty() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() throws IOException {
        try {
            if (small) {
                boolean unused = run("umount", "-l", folder.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
