package dev.hubbub.routes;

import dev.hubbub.message.ChannelId;
import dev.hubbub.routes.RouteIds.Taken;
import dev.hubbub.routes.RouteText.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one route file through its states, one step after another on a thread of its own: whatever this file does, the
 * others do not wait for it.
 */
final class FileRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FileRunner.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    /** What a runner needs of the folder. */
    interface Folder {
        RouteContexts contexts();

        RouteIds ids();

        /** How long a file's routes may take to be built, and again to start. */
        Duration startTimeout();

        void changed(RouteFile file);

        /** Route ids are free again: who waits for one may try. */
        void idsFreed();

        void later(Duration delay, Runnable task);
    }

    private final String name;
    private final Folder folder;
    private final Steps steps;
    private volatile @Nullable RouteText latest;
    private volatile RouteFile view;
    private @Nullable LiveFile live;
    private @Nullable RouteText wanted;
    private @Nullable RouteProblem problem;
    private boolean paused;
    private boolean removed;
    private int version;

    FileRunner(String name, Folder folder) {
        this.name = name;
        this.folder = folder;
        this.view =
                new RouteFile(name, RouteFileState.STARTING, null, null, Instant.now(), List.of(), Set.of(), "", false);
        this.steps = new Steps("route-file-" + name, this::failed);
    }

    /** The file as it is now. */
    RouteFile view() {
        return view;
    }

    /** The file holds this text now. Its ids are claimed at once, so that of two new files the first named has them. */
    void found(RouteText text) {
        latest = text;
        folder.ids().claim(name, given(text));
        steps.add(() -> take(text));
    }

    /** The file is there and cannot be read as routes. */
    void unreadable(RouteProblem why) {
        latest = null;
        steps.add(() -> {
            begin(null);
            fail(why);
        });
    }

    /** The file is gone. */
    void gone() {
        latest = null;
        steps.add(this::remove);
    }

    /** Another file gave up route ids. */
    void idsFreed() {
        steps.add(() -> {
            if (wanted != null && problem != null && problem.kind() == RouteProblem.Kind.TAKEN) {
                bringUp(wanted);
            }
        });
    }

    /** Stops the routes until {@link #resume}. */
    Future<?> pause() {
        return steps.ask(() -> setPaused(true));
    }

    /** Starts them again. */
    Future<?> resume() {
        return steps.ask(() -> setPaused(false));
    }

    /** Breaks off what it is at and stops everything for good; answers when that is done. */
    Future<?> close() {
        return steps.close(this::end);
    }

    /** Takes no further steps; for a file that was removed. */
    void forget() {
        steps.forget();
    }

    private void failed(RuntimeException e) {
        LOG.error("{} could not be taken over", name, e);
        fail(RouteProblem.text(null, "The hub failed on this file: " + e + "."));
    }

    private static List<String> given(RouteText text) {
        return text.routeIds().stream().map(Word::text).toList();
    }

    private void take(RouteText text) throws InterruptedException {
        if (text != latest) {
            return;
        }
        begin(text);
        if (live != null && live.text().hash().equals(text.hash())) {
            problem = null;
            show();
            return;
        }
        bringUp(text);
    }

    private void begin(@Nullable RouteText text) {
        version++;
        wanted = text;
        removed = false;
    }

    private void bringUp(RouteText text) throws InterruptedException {
        if (live == null && problem == null) {
            show();
        }
        try {
            claim(text, given(text));
            LiveFile next = LiveFile.prepare(name, text, folder.contexts(), folder.startTimeout());
            swap(next);
            problem = null;
            release(next.ids());
            show();
        } catch (RouteProblem e) {
            fail(e);
        }
    }

    private void claim(RouteText text, Collection<String> ids) throws RouteProblem {
        Optional<Taken> taken = folder.ids().claim(name, ids);
        if (taken.isPresent()) {
            throw taken(text, taken.get());
        }
    }

    static RouteProblem taken(RouteText text, Taken taken) {
        return new RouteProblem(
                RouteProblem.Kind.TAKEN,
                text.lineOf(taken.id()),
                "Route id '" + taken.id() + "' is already in " + taken.owner() + ".");
    }

    /** Stops what ran and starts what is ready; if that fails, what ran comes back. */
    private void swap(LiveFile next) throws RouteProblem, InterruptedException {
        LiveFile before = live;
        try {
            claim(next.text(), next.ids());
        } catch (RouteProblem e) {
            next.stop();
            throw e;
        }
        if (before != null) {
            before.stop();
            live = null;
        }
        try {
            next.start(paused);
            live = next;
        } catch (RouteProblem e) {
            if (before != null) {
                restore(before.text());
            }
            throw e;
        }
    }

    private void restore(RouteText lastGood) throws InterruptedException {
        try {
            LiveFile again = LiveFile.prepare(name, lastGood, folder.contexts(), folder.startTimeout());
            again.start(paused);
            live = again;
        } catch (RouteProblem e) {
            LOG.error("{}: the version that ran before does not start again either: {}", name, e.reason());
        }
    }

    private void fail(RouteProblem why) {
        problem = why;
        boolean mayMend = why.kind() == RouteProblem.Kind.START && live == null;
        if (live != null) {
            release(live.ids());
        } else if (!mayMend) {
            release(Set.of());
        }
        show();
        if (mayMend) {
            retry(version, FIRST_RETRY);
        }
    }

    /** What failed to start for want of something outside is tried again, ever more seldom. */
    private void retry(int ofVersion, Duration delay) {
        folder.later(
                delay,
                () -> steps.add(() -> {
                    RouteText text = wanted;
                    if (text == null || version != ofVersion || live != null) {
                        return;
                    }
                    retried(text, ofVersion, delay);
                }));
    }

    private void retried(RouteText text, int ofVersion, Duration delay) throws InterruptedException {
        try {
            swap(LiveFile.prepare(name, text, folder.contexts(), folder.startTimeout()));
            problem = null;
        } catch (RouteProblem e) {
            problem = e;
            Duration doubled = delay.multipliedBy(2);
            retry(ofVersion, doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled);
        }
        show();
    }

    private void setPaused(boolean pause) {
        LiveFile running = live;
        if (running == null) {
            throw new IllegalStateException(name + " does not run.");
        }
        if (paused == pause) {
            return;
        }
        try {
            if (pause) {
                running.pause();
            } else {
                running.resume();
            }
            paused = pause;
            show();
        } catch (RouteProblem e) {
            live = null;
            paused = pause;
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove() {
        begin(null);
        end();
        removed = true;
        problem = null;
        paused = false;
        release(Set.of());
        show();
    }

    private void end() {
        version++;
        LiveFile running = live;
        live = null;
        if (running != null) {
            running.stop();
        }
    }

    private void release(Set<String> butThese) {
        if (folder.ids().keepOnly(name, butThese)) {
            folder.idsFreed();
        }
    }

    private RouteFileState state() {
        if (removed) {
            return RouteFileState.REMOVED;
        }
        if (problem != null) {
            return RouteFileState.FAILED;
        }
        if (live == null) {
            return RouteFileState.STARTING;
        }
        return paused ? RouteFileState.PAUSED : RouteFileState.RUNNING;
    }

    private Set<ChannelId> channels(RouteFile before) {
        if (removed) {
            return Set.of();
        }
        Set<ChannelId> channels = new HashSet<>(wanted == null ? before.channels() : wanted.channels());
        if (live != null) {
            live.routes().forEach(route -> {
                channels.addAll(route.in());
                channels.addAll(route.out());
            });
        }
        return channels;
    }

    /** Publishes the state, and tells of it if it is news. */
    private void show() {
        RouteFile before = view;
        RouteFileState state = state();
        RouteProblem wrong = problem;
        RouteFile now = new RouteFile(
                name,
                state,
                wrong == null ? null : wrong.line(),
                wrong == null ? null : wrong.reason(),
                state == before.state() ? before.since() : Instant.now(),
                live == null ? List.of() : live.routes(),
                channels(before),
                wanted == null ? "" : wanted.hash(),
                wrong != null && live != null && !paused);
        view = now;
        if (!now.equals(before) || state == RouteFileState.STARTING) {
            folder.changed(now);
        }
    }
}
