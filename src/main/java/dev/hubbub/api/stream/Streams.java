package dev.hubbub.api.stream;

import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.Position;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Permissions;
import dev.hubbub.web.Call;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/v1/stream}: opens streams, keeps them alive, ends them when their caller is not in any more. */
public final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    /** After everything: a position that no log has. */
    private static final Position NOWHERE = new Position(-1, -1);

    private final Limits limits;
    private final Standing standing;
    private final Live live;
    private final CatchUp catchUp;
    private final Set<Reader> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clockwork;

    /**
     * Bounds of streams.
     *
     * @param total streams open at once
     * @param perCaller streams of one caller open at once
     * @param backlog bytes that may wait for one reader before it is cut off
     * @param patience how long a reader may take nothing of what waits for it before it is cut off
     * @param heartbeat how often each stream gets a comment, and its caller is looked at again
     */
    public record Limits(int total, int perCaller, int backlog, Duration patience, Duration heartbeat) {}

    /**
     * What is told.
     *
     * @param log all events
     * @param feed the new ones
     * @param archive the messages they are about
     * @param permissions who may hear of them
     */
    public record Source(EventLog log, EventFeed feed, MessageArchive archive, Permissions permissions) {}

    /**
     * @param standing tells whether a stream's caller is still in
     * @param readers where the database is read; may refuse when too much waits
     */
    public Streams(Source source, Limits limits, Standing standing, Executor readers, Clock clock) {
        this.limits = limits;
        this.standing = standing;
        Telling telling = new Telling(source.archive(), source.permissions());
        this.live = new Live(source.log(), source.feed(), telling);
        this.catchUp = new CatchUp(source.log(), telling, live, readers, clock);
        // two, as one of them waits for the database
        this.clockwork = new ScheduledThreadPoolExecutor(2, task -> {
            Thread made = new Thread(task, "hubbub-streams-beat");
            made.setDaemon(true);
            return made;
        });
        long beat = limits.heartbeat().toMillis();
        var unusedBeats = clockwork.scheduleAtFixedRate(live::beat, beat, beat, TimeUnit.MILLISECONDS);
        var unusedLooks = clockwork.scheduleAtFixedRate(this::look, beat, beat, TimeUnit.MILLISECONDS);
    }

    /** Streams that are open. */
    public int size() {
        return open.size();
    }

    /** Opens a stream; on the event loop. */
    public void serve(Call call, RoutingContext request) {
        Caller caller = call.caller();
        refuseTooMany(caller);
        if (HttpMethod.HEAD.equals(request.request().method())) {
            var unused = request.response()
                    .putHeader("Content-Type", "text/event-stream")
                    .end();
            return;
        }
        Optional<Position> after =
                call.find("Last-Event-ID").or(() -> call.find("after")).map(Streams::position);
        Filter filter = Filter.of(call.list("types"), call.list("channel"));
        live.expect(filter);
        HttpServerResponse response = request.response();
        Reader reader = new Reader(
                new Audience(caller, filter),
                context(request),
                request.request(),
                after.orElseGet(live::position),
                limits.patience(),
                standing.of(request));
        open.add(reader);
        request.addEndHandler(unused -> gone(reader));
        begin(response, after.isPresent() ? "" : "id: " + reader.position() + "\n");
        if (after.isPresent()) {
            catchUp.begin(reader);
        } else {
            live.join(reader, catchUp::begin);
        }
    }

    private static Context context(RoutingContext request) {
        return request.vertx().getOrCreateContext();
    }

    /** The head, and at once a first line, so that whoever stands between passes it on. */
    private void begin(HttpServerResponse response, String position) {
        response.setChunked(true)
                .setWriteQueueMaxSize(limits.backlog())
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        var unused = response.write(Buffer.buffer(":\nretry: 2000\n" + position + "\n"));
    }

    private void refuseTooMany(Caller caller) {
        long own = open.stream()
                .filter(reader -> reader.audience().caller().principal().equals(caller.principal()))
                .count();
        if (own >= limits.perCaller()) {
            throw new ProblemException(
                    Problem.busy("You have " + own + " streams open, which is as many as you may.", COME_AGAIN));
        }
        if (open.size() >= limits.total()) {
            throw new ProblemException(Problem.busy("As many streams are open as the hub takes.", COME_AGAIN));
        }
    }

    private static Position position(String text) {
        try {
            return Position.parse(text);
        } catch (IllegalArgumentException e) {
            LOG.debug("a stream asks for a position that no log has");
            return NOWHERE;
        }
    }

    private void gone(Reader reader) {
        reader.gone();
        if (open.remove(reader)) {
            live.forget(reader);
        }
    }

    /** Ends the streams whose caller is not in any more; one look for all that came by the same token or session. */
    private void look() {
        Map<Supplier<Optional<Caller>>, List<Reader>> alike =
                open.stream().collect(Collectors.groupingBy(Reader::standing));
        alike.forEach(Streams::look);
    }

    private static void look(Supplier<Optional<Caller>> standing, List<Reader> readers) {
        try {
            Optional<Caller> now = standing.get();
            readers.stream()
                    .filter(reader -> !reader.isStill(now))
                    .forEach(reader -> reader.context().runOnContext(unused -> reader.end()));
        } catch (RuntimeException e) {
            LOG.debug("a stream's caller cannot be looked at just now: {}", e.toString());
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        live.close();
        open.forEach(reader -> reader.context().runOnContext(unused -> reader.end()));
    }
}
