package dev.hubbub.jobs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when the system's clock is set, or the machine has slept: it then goes another way than the time that passes. */
final class ClockWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long JUMP_MILLIS = 2_000;

    private final Runnable jumped;
    private final Thread thread = new Thread(this::run, "hubbub-clock-watch");

    /** @param jumped what to do then */
    ClockWatch(Runnable jumped) {
        this.jumped = jumped;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long before = ahead();
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                long now = ahead();
                long jump = now - before;
                before = now;
                if (Math.abs(jump) > JUMP_MILLIS) {
                    tell(jump);
                }
            }
        } catch (InterruptedException e) {
            log.debug("the clock is not watched any more");
        }
    }

    private void tell(long jump) {
        log.warn("The clock was set {} by {}", jump > 0 ? "forward" : "back", Duration.ofMillis(Math.abs(jump)));
        try {
            jumped.run();
        } catch (RuntimeException e) {
            log.warn("The schedule could not be looked at after the clock was set", e);
        }
    }

    /** By how much the clock is ahead of a watch that nobody can set. */
    private static long ahead() {
        return System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
