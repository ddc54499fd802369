package dev.hubbub.routes;

import dev.hubbub.config.FolderWatch;
import dev.hubbub.config.YamlFolder;
import dev.hubbub.message.ChannelId;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watched folder of route files: what is dropped in comes up, what is changed is swapped, what is deleted stops, and
 * what is broken says so and hurts nobody else.
 */
public final class RouteFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);
    private static final int REMEMBERED = 100;
    private static final Duration MOST_TO_CLOSE = Duration.ofMinutes(1);

    private final RouteContexts contexts;
    private final Duration startTimeout;
    private final Consumer<RouteFile> listener;
    private final FolderWatch watch;
    private final RouteIds ids = new RouteIds();
    private final Map<String, FileRunner> runners = new ConcurrentSkipListMap<>();
    private final Object news = new Object();

    /**
     * @param folder where route files are dropped; it may come later
     * @param contexts what each file finds around it
     * @param startTimeout how long one file may take to be built, and again to start, before it is cut off
     * @param listener is told of each change of a file's state, by the thread of that file
     */
    public RouteFolder(Path folder, RouteContexts contexts, Duration startTimeout, Consumer<RouteFile> listener) {
        this.contexts = contexts;
        this.startTimeout = startTimeout;
        this.listener = listener;
        this.watch = new FolderWatch(folder, YamlFolder::isYaml, this::changed);
    }

    /** Begins with all files that are there, each on its own thread; does not wait for them. */
    public void start() {
        watch.start();
    }

    /** Waits until no file is on its way up any more; answers whether that came true in time. */
    public boolean awaitSettled(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        synchronized (news) {
            while (files().stream().anyMatch(file -> file.state() == RouteFileState.STARTING)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                news.wait(left);
            }
        }
        return true;
    }

    /** Every file that is there, or was, by name. */
    public List<RouteFile> files() {
        return runners.values().stream().map(FileRunner::view).toList();
    }

    /** One file by its name in the folder. */
    public Optional<RouteFile> file(String name) {
        return Optional.ofNullable(runners.get(name)).map(FileRunner::view);
    }

    /**
     * Stops a file's routes until {@link #resume}; it stays so when the file is changed, but not over a restart.
     *
     * @return the file as it is then, or empty if there is none of that name
     * @throws IllegalStateException if it does not run, saying so
     */
    public Optional<RouteFile> pause(String name) {
        return Optional.ofNullable(runners.get(name)).map(runner -> done(runner, runner.pause()));
    }

    /**
     * Starts a paused file's routes.
     *
     * @return the file as it is then, or empty if there is none of that name
     * @throws IllegalStateException if it does not run, saying so
     */
    public Optional<RouteFile> resume(String name) {
        return Optional.ofNullable(runners.get(name)).map(runner -> done(runner, runner.resume()));
    }

    /** The channels that routes which are up, or paused, name. */
    public Map<ChannelId, ChannelUse> channels() {
        Map<ChannelId, ChannelUse> all = new TreeMap<>();
        for (RouteFile file : files()) {
            for (RouteInfo route : file.routes()) {
                route.in().forEach(channel -> all.merge(channel, use(true, false, file), RouteFolder::both));
                route.out().forEach(channel -> all.merge(channel, use(false, true, file), RouteFolder::both));
            }
        }
        return all;
    }

    /** Stops all files at once; each may finish what is under way. */
    @Override
    public void close() {
        watch.close();
        List<Future<?>> closing = new ArrayList<>();
        runners.values().forEach(runner -> closing.add(runner.close()));
        for (Future<?> one : closing) {
            try {
                one.get(MOST_TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("A route file did not stop: {}", e.toString());
            }
        }
    }

    private void changed(Set<Path> paths) {
        for (Path path : paths) {
            String name = path.getFileName().toString();
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                look(runners.computeIfAbsent(name, made -> new FileRunner(made, surroundings)), path);
            } else if (runners.containsKey(name)) {
                runners.get(name).gone();
                forgetOldest();
            }
        }
    }

    private static void look(FileRunner runner, Path path) {
        try {
            runner.found(RouteText.read(path));
        } catch (RouteProblem e) {
            runner.unreadable(e);
        }
    }

    /** Files that come and go under ever new names must not fill the memory. */
    private void forgetOldest() {
        List<RouteFile> removed = files().stream()
                .filter(file -> file.state() == RouteFileState.REMOVED)
                .sorted(Comparator.comparing(RouteFile::since))
                .toList();
        for (int at = 0; at < removed.size() - REMEMBERED; at++) {
            FileRunner old = runners.remove(removed.get(at).name());
            if (old != null) {
                old.forget();
            }
        }
    }

    private RouteFile done(FileRunner runner, Future<?> step) {
        try {
            step.get(startTimeout.toMillis() * 2, TimeUnit.MILLISECONDS);
            return runner.view();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while waiting for " + runner.view().name(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(runner.view().name() + " is still busy.", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(String.valueOf(cause.getMessage()), e);
        }
    }

    private static ChannelUse use(boolean in, boolean out, RouteFile file) {
        return new ChannelUse(in, out, Set.of(file.name()));
    }

    private static ChannelUse both(ChannelUse one, ChannelUse other) {
        Set<String> files = new HashSet<>(one.files());
        files.addAll(other.files());
        return new ChannelUse(one.in() || other.in(), one.out() || other.out(), files);
    }

    private void tell(RouteFile file) {
        switch (file.state()) {
            case FAILED ->
                LOG.warn("routes: {}{}", file.problem(), file.earlierUp() ? " The earlier version runs on." : "");
            case STARTING -> LOG.debug("routes: {} starts", file.name());
            default -> LOG.info("routes: {} is {}", file.name(), file.state().text());
        }
        synchronized (news) {
            news.notifyAll();
        }
        try {
            listener.accept(file);
        } catch (RuntimeException e) {
            LOG.error("The change of {} could not be passed on", file.name(), e);
        }
    }

    private final FileRunner.Folder surroundings = new FileRunner.Folder() {
        @Override
        public RouteContexts contexts() {
            return contexts;
        }

        @Override
        public RouteIds ids() {
            return ids;
        }

        @Override
        public Duration startTimeout() {
            return startTimeout;
        }

        @Override
        public void changed(RouteFile file) {
            tell(file);
        }

        @Override
        public void idsFreed() {
            runners.values().forEach(FileRunner::idsFreed);
        }

        @Override
        public void later(Duration delay, Runnable task) {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(task);
        }
    };
}
