package dev.hubbub.channel.mail;

import dev.hubbub.channel.Backoff;
import dev.hubbub.channel.ReadingConsumer;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a mailbox, as long as the route runs and no other hub reads it: it connects again whenever it has to. */
final class FetchConsumer extends ReadingConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(FetchConsumer.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_NUDGE = Duration.ofSeconds(20);

    private final MailEndpoint endpoint;
    private final String folder;
    private final MailServer server;
    private final Box.Reading reading;
    private @Nullable ScheduledExecutorService watchdog;
    private volatile @Nullable Box open;

    FetchConsumer(MailEndpoint endpoint, String folder, Processor processor) {
        super(endpoint, processor, "mail-" + folder, LONGEST_WAIT);
        this.endpoint = endpoint;
        this.folder = folder;
        server = endpoint.box();
        reading = new Box.Reading(
                server.user() + "@" + server.host() + ":" + server.port() + "/" + folder,
                endpoint.component().boxes(),
                new ExchangeTaker(this, endpoint),
                endpoint.reader());
    }

    @Override
    protected void begin() throws Exception {
        if (!server.isConfigured()) {
            LOG.debug("hubbub.mail.imap.host is not set: no mailbox is read");
            return;
        }
        super.begin();
        long nudge = Math.min(LONGEST_NUDGE.toMillis(), server.timeout().toMillis() / 3);
        ScheduledExecutorService nudges = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "mail-watch-" + folder);
        var unused = nudges.scheduleWithFixedDelay(this::nudge, nudge, nudge, TimeUnit.MILLISECONDS);
        watchdog = nudges;
    }

    @Override
    protected void end() throws Exception {
        ScheduledExecutorService nudges = watchdog;
        watchdog = null;
        if (nudges != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(nudges);
        }
        super.end();
    }

    @Override
    protected void wake() {
        Box box = open;
        if (box != null) {
            box.leave();
        }
    }

    @Override
    protected Duration look(Backoff backoff) throws InterruptedException {
        if (held()) {
            read(backoff);
        }
        return backoff.next();
    }

    private void read(Backoff backoff) throws InterruptedException {
        try (Box box = Box.open(server, folder, reading)) {
            open = box;
            LOG.info("reads the mailbox {} of {} on {}", folder, server.user(), server.host());
            while (!isEnding()) {
                box.takeNew();
                backoff.reset();
                box.awaitNews(endpoint.poll());
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!isEnding()) {
                LOG.warn("the mailbox {} cannot be read just now: {}", reading.name(), e.toString());
            }
        } finally {
            open = null;
        }
    }

    private boolean held() {
        try {
            return reading.memory().hold(reading.name());
        } catch (RuntimeException e) {
            LOG.warn("whether another hub reads {} is not known just now: {}", reading.name(), e.toString());
            return false;
        }
    }

    @Override
    protected void ended() {
        try {
            reading.memory().release(reading.name());
        } catch (RuntimeException e) {
            LOG.debug("{} is free a little later", reading.name(), e);
        }
    }

    /** Lets the thread look up from waiting: whether the server is still there, and the box still this hub's. */
    private void nudge() {
        Box box = open;
        if (box != null) {
            box.nudge();
        }
    }
}
