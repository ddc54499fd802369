package dev.hubbub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of all that one hub keeps, held by this process alone for as long as this is open. The operating system
 * gives the hold back when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {
    /** Where the locked byte lies: behind the text, so that the text can be read on every system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path path;
    private final FileChannel file;

    private DataFolder(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Makes the folder if need be, and takes it.
     *
     * @throws IllegalStateException if another hub has it, with that hub's process id
     * @throws IOException if the folder cannot be written
     */
    public static DataFolder take(Path path) throws IOException {
        Path folder;
        FileChannel file;
        try {
            Files.createDirectories(path);
            folder = path.toRealPath();
            file = FileChannel.open(
                    folder.resolve("hub.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw new IOException("the data folder " + path + " cannot be written: " + why(e), e);
        }
        try {
            if (tryLock(file) == null) {
                throw new IllegalStateException("the data folder " + folder + " is in use by another hub (process "
                        + holder(file) + "); stop that one, or set HUBBUB_DATA to another folder");
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(folder, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The message of such an exception is often just the file's name. */
    private static String why(FileSystemException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return failure.getFile() + " is no folder";
        }
        return failure instanceof AccessDeniedException
                ? "permission denied to " + failure.getFile()
                : String.valueOf(failure.getMessage());
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            // held by another hub within this very process
            return null;
        }
    }

    private static String holder(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        file.read(text, 0);
        return text.position() == 0
                ? "unknown"
                : new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    /** The folder, absolute and free of symbolic links. */
    public Path path() {
        return path;
    }

    /** Lets the folder go. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
