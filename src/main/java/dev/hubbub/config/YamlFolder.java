package dev.hubbub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watched folder of YAML files, each with a state of its own: one that is wrong keeps what its last good version said,
 * and never touches another.
 *
 * @param <T> what one entry of a file is read as
 */
public final class YamlFolder<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(YamlFolder.class);

    private final Reader<T> reader;
    private final Consumer<SortedMap<String, List<T>>> use;
    private final Consumer<FileState> onChange;
    private final Clock clock;
    private final FolderWatch watch;
    private final SortedMap<String, Held<T>> held = new TreeMap<>();
    private final SortedMap<String, FileState> states = new TreeMap<>();

    /**
     * A folder that is not watched yet.
     *
     * @param reader makes entries of a text
     * @param use is given all entries that count, by file, whenever they change
     * @param onChange is told each change of a file's state, after it is in force
     */
    public YamlFolder(
            Path dir,
            Reader<T> reader,
            Consumer<SortedMap<String, List<T>>> use,
            Consumer<FileState> onChange,
            Clock clock) {
        this(dir, YamlFolder::isYaml, reader, use, onChange, clock);
    }

    /** As the other, for only some files of the folder. */
    public YamlFolder(
            Path dir,
            Predicate<Path> wanted,
            Reader<T> reader,
            Consumer<SortedMap<String, List<T>>> use,
            Consumer<FileState> onChange,
            Clock clock) {
        this.reader = reader;
        this.use = use;
        this.onChange = onChange;
        this.clock = clock;
        this.watch = new FolderWatch(dir, wanted, this::take);
    }

    /** Makes the entries of one file; empty, with problems told, if something is wrong. */
    @FunctionalInterface
    public interface Reader<T> {
        List<T> read(String file, String text, Problems problems);
    }

    /** Whether a file is YAML and neither hidden nor an editor's backup. */
    public static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean backup = name.startsWith(".") || name.startsWith("#") || name.startsWith("~");
        return !backup && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    /** Reads what is there before it returns, and watches from then on. */
    public void start() {
        watch.start();
    }

    @Override
    public void close() {
        watch.close();
    }

    /** Every file's state, by name; removed files are not among them. */
    public synchronized List<FileState> states() {
        return List.copyOf(states.values());
    }

    private void take(Set<Path> files) {
        List<FileState> news = new ArrayList<>();
        synchronized (this) {
            boolean changed = false;
            for (Path file : files) {
                changed |= take(file, news);
            }
            if (changed) {
                SortedMap<String, List<T>> all = new TreeMap<>();
                held.forEach((name, version) -> all.put(name, version.entries()));
                use.accept(all);
            }
        }
        news.forEach(this::tell);
    }

    /** Takes one file over; answers whether what counts is now different. */
    private boolean take(Path file, Collection<FileState> news) {
        String name = String.valueOf(file.getFileName());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return remove(name, news);
        }
        Problems problems = new Problems(name);
        Held<T> before = held.get(name);
        try {
            String text = TextFile.read(file);
            if (before != null && before.text().equals(text) && isActive(name)) {
                return false;
            }
            List<T> entries = reader.read(name, text, problems);
            if (problems.isEmpty()) {
                held.put(name, new Held<>(text, List.copyOf(entries)));
                news.add(state(name, FileState.Kind.ACTIVE, null, entries.size()));
                return true;
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            problems.add(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a fault of ours must cost this file only
            LOG.error("{} cannot be taken over", file, e);
            problems.add("cannot be taken over: " + e);
        }
        news.add(state(name, FileState.Kind.FAILED, problems.list().get(0), before == null ? 0 : before.size()));
        return false;
    }

    private boolean remove(String name, Collection<FileState> news) {
        boolean counted = held.remove(name) != null;
        if (states.remove(name) != null) {
            news.add(new FileState(name, FileState.Kind.REMOVED, null, null, clock.instant(), 0));
        }
        return counted;
    }

    private boolean isActive(String name) {
        FileState state = states.get(name);
        return state != null && state.kind() == FileState.Kind.ACTIVE;
    }

    private FileState state(String name, FileState.Kind kind, @Nullable Problem problem, int entries) {
        FileState state = new FileState(
                name,
                kind,
                problem == null ? null : problem.line(),
                problem == null ? null : whole(problem),
                clock.instant(),
                entries);
        states.put(name, state);
        return state;
    }

    private static String whole(Problem problem) {
        return problem.path().isEmpty() ? problem.reason() : problem.path() + ": " + problem.reason();
    }

    private void tell(FileState state) {
        switch (state.kind()) {
            case ACTIVE -> LOG.info("{} is in force ({} in it)", state.file(), state.entries());
            case REMOVED -> LOG.info("{} is gone", state.file());
            case FAILED -> LOG.warn("{}:{} {}", state.file(), state.line(), state.reason());
        }
        try {
            onChange.accept(state);
        } catch (RuntimeException e) {
            LOG.error("The change of {} could not be told", state.file(), e);
        }
    }

    /** A file's last good version. */
    private record Held<T>(String text, List<T> entries) {
        int size() {
            return entries.size();
        }
    }
}
