package dev.hubbub.config;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which files of one folder were made, changed, replaced or deleted, once they have been quiet for a moment.
 *
 * <p>What counts is the comparison of two looks at the folder; the file system's events only say when to look, and a
 * look every second finds what they miss (network file systems, targets of symbolic links, a folder that is made later
 * or swapped). Files are never opened here, so that a pipe cannot hang it. Sub-folders are left alone.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Path dir;
    private final Predicate<Path> wanted;
    private final Consumer<Set<Path>> changed;
    private final Thread thread;
    private Map<Path, Stamp> known = Map.of();
    private @Nullable WatchService events;
    private @Nullable WatchKey key;
    private @Nullable Object watchedFolder;
    private boolean complained;
    private volatile boolean closed;

    /**
     * A watch that has not begun yet.
     *
     * @param dir the folder; it may be missing and may come later
     * @param wanted which files matter, by their path ({@code dir} resolved with the file's name)
     * @param changed is told the paths that were made, changed or deleted, sorted, never none; called by one thread at a
     *     time. What it throws is logged and does not end the watch
     */
    public FolderWatch(Path dir, Predicate<Path> wanted, Consumer<Set<Path>> changed) {
        this.dir = dir;
        this.wanted = wanted;
        this.changed = changed;
        this.thread = new Thread(this::run, "watch-" + dir.getFileName());
        this.thread.setDaemon(true);
    }

    /** Tells of every file that is there now, in the calling thread, and then of each change in a thread of its own. */
    public void start() {
        listen();
        Map<Path, Stamp> found = look();
        Set<Path> news = new TreeSet<>(found.keySet());
        known = found;
        tell(news);
        thread.start();
    }

    /** Ends the watch; when this returns, {@code changed} is not called any more (unless it is what calls this). */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        closeEvents();
    }

    private void run() {
        try {
            while (!closed) {
                Set<Path> touched = pause(LOOK);
                listen();
                Map<Path, Stamp> found = look();
                if (!touched.isEmpty() || !found.equals(known)) {
                    settle(touched, found);
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.trace("The watch on {} ends", dir, e);
        }
    }

    /** Waits until nothing moves any more, for a while at most, and tells what is different. */
    private void settle(Set<Path> firstTouched, Map<Path, Stamp> firstFound) throws InterruptedException {
        Set<Path> touched = new HashSet<>(firstTouched);
        Map<Path, Stamp> found = firstFound;
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < patience) {
            Set<Path> more = pause(QUIET);
            Map<Path, Stamp> next = look();
            boolean quiet = more.isEmpty() && next.equals(found);
            touched.addAll(more);
            found = next;
            if (quiet) {
                break;
            }
        }
        Set<Path> news = new TreeSet<>();
        for (Path path : touched) {
            if (found.containsKey(path)) {
                news.add(path);
            }
        }
        differences(known, found, news);
        known = found;
        tell(news);
    }

    private static void differences(Map<Path, Stamp> before, Map<Path, Stamp> after, Set<Path> into) {
        after.forEach((path, stamp) -> {
            if (!stamp.equals(before.get(path))) {
                into.add(path);
            }
        });
        for (Path path : before.keySet()) {
            if (!after.containsKey(path)) {
                into.add(path);
            }
        }
    }

    private void tell(Set<Path> news) {
        if (news.isEmpty() || closed) {
            return;
        }
        try {
            changed.accept(news);
        } catch (RuntimeException e) {
            LOG.error("A change in {} could not be taken over", dir, e);
        }
    }

    /** The wanted files with what would show a change of them; what was known, if the folder cannot be read. */
    private Map<Path, Stamp> look() {
        Map<Path, Stamp> found = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
            for (Path file : files) {
                Stamp stamp = wanted.test(file) ? Stamp.of(file) : null;
                if (stamp != null) {
                    found.put(file, stamp);
                }
            }
            complained = false;
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.trace("{} is not there", dir, e);
        } catch (IOException | RuntimeException e) {
            if (!complained) {
                LOG.warn("{} cannot be read; what was known of it stays: {}", dir, e.toString());
                complained = true;
            }
            return known;
        }
        return found;
    }

    /** Waits for events or until the time is up; answers the files they name. */
    private Set<Path> pause(Duration time) throws InterruptedException {
        WatchService from = events;
        if (from == null) {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
            return Set.of();
        }
        Set<Path> touched = new HashSet<>();
        WatchKey signalled = from.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        while (signalled != null) {
            for (WatchEvent<?> event : signalled.pollEvents()) {
                if (event.context() instanceof Path name && wanted.test(dir.resolve(name))) {
                    touched.add(dir.resolve(name));
                }
            }
            signalled.reset();
            signalled = from.poll();
        }
        return touched;
    }

    /** Registers for events if that can be had and is not done yet for the folder that now bears the name. */
    private void listen() {
        Object folder = fileKey();
        if (folder == null || (key != null && key.isValid() && folder.equals(watchedFolder))) {
            return;
        }
        closeEvents();
        try {
            events = dir.getFileSystem().newWatchService();
            key = dir.register(
                    events,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            watchedFolder = folder;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("No events for {}; looking at it every {}", dir, LOOK, e);
            closeEvents();
        }
    }

    private @Nullable Object fileKey() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(dir, BasicFileAttributes.class);
            return Objects.requireNonNullElse(attributes.fileKey(), dir);
        } catch (IOException e) {
            LOG.trace("{} is not there", dir, e);
            return null;
        }
    }

    private void closeEvents() {
        WatchService open = events;
        events = null;
        key = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("The events of {} did not close", dir, e);
        }
    }

    /** What of a file changes when it does: through a symbolic link, that of its target. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object fileKey, boolean readable, boolean regular) {
        /** The stamp of a file; null if it is a folder, or gone. */
        static @Nullable Stamp of(Path file) {
            try {
                return of(file, Files.readAttributes(file, BasicFileAttributes.class));
            } catch (IOException e) {
                return ofBrokenLink(file);
            }
        }

        private static @Nullable Stamp of(Path file, BasicFileAttributes found) {
            if (found.isDirectory()) {
                return null;
            }
            return new Stamp(
                    found.lastModifiedTime(),
                    found.size(),
                    found.fileKey(),
                    Files.isReadable(file),
                    found.isRegularFile());
        }

        private static @Nullable Stamp ofBrokenLink(Path file) {
            try {
                return of(file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            } catch (IOException e) {
                LOG.trace("{} is gone", file, e);
                return null;
            }
        }
    }
}
