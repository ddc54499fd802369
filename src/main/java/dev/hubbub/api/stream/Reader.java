package dev.hubbub.api.stream;

import dev.hubbub.events.Position;
import dev.hubbub.security.Caller;
import dev.hubbub.web.Cut;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open stream. What is written waits in the connection's queue of bounded size; a reader that lets it fill up is cut
 * off, and resumes when it asks again.
 */
final class Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private final Audience audience;
    private final Context context;
    private final Thread loop;
    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final Supplier<Optional<Caller>> standing;
    private final Duration patience;
    private volatile Position position;
    private volatile boolean closed;
    /** When the heartbeat was written that has not gone out yet; only the context's own. */
    private @Nullable Long beatFrom;

    /**
     * Made on its event loop.
     *
     * @param position after which events are to come
     * @param patience how long it may take nothing
     * @param standing who the caller is by now; empty once the token or session has ended. May wait
     */
    Reader(
            Audience audience,
            Context context,
            HttpServerRequest request,
            Position position,
            Duration patience,
            Supplier<Optional<Caller>> standing) {
        this.audience = audience;
        this.context = context;
        this.loop = Thread.currentThread();
        this.connection = request.connection();
        this.response = request.response();
        this.position = position;
        this.patience = patience;
        this.standing = standing;
    }

    Audience audience() {
        return audience;
    }

    Context context() {
        return context;
    }

    /** The thread of its event loop; readers of one loop have contexts of their own. */
    Thread loop() {
        return loop;
    }

    /** Up to where it has been told. */
    Position position() {
        return position;
    }

    void position(Position told) {
        position = told;
    }

    boolean isClosed() {
        return closed;
    }

    /** Who the caller is by now, see {@link Standing}. */
    Supplier<Optional<Caller>> standing() {
        return standing;
    }

    /** Whether the caller is still who it was, with the same roles. */
    boolean isStill(Optional<Caller> now) {
        return now.filter(audience.caller()::equals).isPresent();
    }

    /** Writes, on the reader's own context; cuts it off if too much is waiting already. */
    void write(List<Buffer> pieces) {
        for (Buffer piece : pieces) {
            if (closed) {
                return;
            }
            if (response.writeQueueFull()) {
                giveUp();
                return;
            }
            var unused = response.write(piece);
        }
    }

    /**
     * Writes a heartbeat, on the reader's own context. One that has not gone out after long shows that nothing before it
     * has either: then the reader is cut off.
     */
    void beat(Buffer beat) {
        if (closed) {
            return;
        }
        if (beatFrom == null) {
            beatFrom = System.nanoTime();
            var unused = response.write(beat).onComplete(written -> beatFrom = null);
        } else if (System.nanoTime() - beatFrom > patience.toNanos()) {
            giveUp();
        }
    }

    private void giveUp() {
        LOG.info(
                "a stream of {} does not keep up and is cut off",
                audience.caller().principal());
        cut();
    }

    /**
     * Writes as fast as the reader takes it, on the reader's own context.
     *
     * @param then what to do when all is written and there is room again; never, if the reader stands still for too long
     */
    void pour(List<Buffer> pieces, Runnable then) {
        int next = 0;
        while (!closed && next < pieces.size() && !response.writeQueueFull()) {
            var unused = response.write(pieces.get(next++));
        }
        if (closed) {
            return;
        }
        List<Buffer> rest = pieces.subList(next, pieces.size());
        if (response.writeQueueFull()) {
            long timer = context.owner().setTimer(patience.toMillis(), unused -> giveUp());
            response.drainHandler(unused -> {
                response.drainHandler(null);
                boolean stopped = context.owner().cancelTimer(timer);
                if (stopped) {
                    pour(rest, then);
                }
            });
        } else {
            then.run();
        }
    }

    /** Ends it without a word: the browser comes again by itself. */
    void cut() {
        closed = true;
        Cut.off(connection);
    }

    /** Ends it in good order. */
    void end() {
        if (!closed) {
            closed = true;
            var unused = response.end();
        }
    }

    void gone() {
        closed = true;
    }
}
