package dev.hubbub.intake;

import dev.hubbub.message.Draft;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs parsers one after the other, each with a time limit on a thread of its own. One that throws, hangs or answers
 * nothing is noted and skipped; threads that hang for good are bounded in number.
 */
public final class ParserRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParserRunner.class);
    private static final int THREADS = 32;

    private final Duration timeout;
    private final ExecutorService threads;

    public ParserRunner(Duration timeout) {
        this.timeout = timeout;
        this.threads = new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "hubbub-parser");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs those parsers that want the draft.
     *
     * @param parsers in their order
     * @param steps where the trace goes
     * @return the draft as they leave it
     */
    public Draft run(Draft draft, List<Parser> parsers, List<Map<String, Object>> steps) {
        Draft current = draft;
        for (Parser parser : parsers) {
            if (wants(parser, current, steps)) {
                current = runOne(parser, current, steps);
            }
        }
        return current;
    }

    private static boolean wants(Parser parser, Draft draft, List<Map<String, Object>> steps) {
        try {
            return parser.wants(draft);
        } catch (RuntimeException | LinkageError e) {
            steps.add(skipped(parser, "failed: " + reason(e)));
            return false;
        }
    }

    private Draft runOne(Parser parser, Draft draft, List<Map<String, Object>> steps) {
        @Nullable Future<Parser.Parsed> work = null;
        try {
            work = threads.submit(() -> parser.parse(draft));
            Parser.@Nullable Parsed parsed = work.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (parsed == null) {
                steps.add(skipped(parser, "answered nothing"));
                return draft;
            }
            for (Map<String, Object> note : parsed.notes()) {
                Map<String, Object> step = new LinkedHashMap<>();
                step.put("step", "parsed");
                step.put("parser", parser.name());
                step.putAll(note);
                steps.add(step);
            }
            return parsed.draft();
        } catch (TimeoutException e) {
            steps.add(skipped(parser, "took longer than " + timeout.toMillis() + " ms"));
        } catch (ExecutionException e) {
            steps.add(skipped(parser, "failed: " + reason(e.getCause())));
        } catch (RejectedExecutionException e) {
            steps.add(skipped(parser, "too many parsers hang"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            steps.add(skipped(parser, "interrupted"));
        } finally {
            if (work != null) {
                work.cancel(true);
            }
        }
        return draft;
    }

    private static Map<String, Object> skipped(Parser parser, String why) {
        LOG.warn("parser {} was skipped: {}", parser.name(), why);
        return Map.of("step", "parser-skipped", "parser", parser.name(), "reason", why);
    }

    /** The kind of failure; the message itself may quote what was said and stays out of logs. */
    private static String reason(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.getClass().getSimpleName();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
