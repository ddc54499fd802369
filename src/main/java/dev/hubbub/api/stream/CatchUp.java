package dev.hubbub.api.stream;

import dev.hubbub.events.EventLog;
import dev.hubbub.events.EventLog.Page;
import dev.hubbub.events.Position;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a reader that comes back up to date: page by page from the log, each after the one before has gone out, so that
 * a slow reader costs no memory. Then it joins the live ones.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int PAGE = 200;

    private final EventLog log;
    private final Telling telling;
    private final Live live;
    private final Executor readers;
    private final Clock clock;

    /** @param readers where the log is read; may refuse when too much waits */
    CatchUp(EventLog log, Telling telling, Live live, Executor readers, Clock clock) {
        this.log = log;
        this.telling = telling;
        this.live = live;
        this.readers = readers;
        this.clock = clock;
    }

    /** Begins after the reader's position, if that is still kept; else with a gap, at the present. */
    void begin(Reader reader) {
        work(reader, () -> {
            Position from = reader.position();
            Position latest = log.latest();
            if (from.compareTo(latest) > 0 || from.compareTo(log.oldest()) < 0) {
                reader.position(latest);
                byte[] gap = Told.gap(latest, clock.instant());
                reader.context().runOnContext(unused -> reader.write(List.of(Buffer.buffer(gap))));
            }
            page(reader);
        });
    }

    private void page(Reader reader) {
        Page page =
                log.after(reader.position(), PAGE, reader.audience().filter().wanted());
        List<Buffer> pieces = telling.pieces(telling.of(page.events()), reader.audience());
        reader.position(page.end());
        boolean more = page.events().size() == PAGE;
        reader.context()
                .runOnContext(unused -> reader.pour(pieces, () -> {
                    if (more) {
                        next(reader);
                    } else {
                        live.join(reader, this::next);
                    }
                }));
    }

    private void next(Reader reader) {
        work(reader, () -> page(reader));
    }

    private void work(Reader reader, Runnable work) {
        try {
            readers.execute(() -> {
                try {
                    if (!reader.isClosed()) {
                        work.run();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("a stream cannot be resumed just now: {}", e.toString());
                    reader.context().runOnContext(unused -> reader.cut());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("a stream is cut off: too many are being resumed");
            reader.context().runOnContext(unused -> reader.cut());
        }
    }
}
