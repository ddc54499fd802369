package dev.hubbub.channel.mail;

import dev.hubbub.channel.Backoff;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a mailbox, as long as the route runs and no other hub reads it: a thread that connects again whenever it has to. */
final class FetchConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(FetchConsumer.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_NUDGE = Duration.ofSeconds(20);

    private final MailEndpoint endpoint;
    private final String folder;
    private @Nullable ScheduledExecutorService watchdog;
    private @Nullable Thread thread;
    private volatile @Nullable Box open;
    private volatile boolean stopping;

    FetchConsumer(MailEndpoint endpoint, String folder, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.folder = folder;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        MailServer server = endpoint.box();
        if (!server.isConfigured()) {
            LOG.debug("hubbub.mail.imap.host is not set: no mailbox is read");
            return;
        }
        stopping = false;
        MailTaker taker = new ExchangeTaker(this, endpoint);
        Thread reads = new Thread(() -> run(server, taker), "mail-" + folder);
        reads.setDaemon(true);
        reads.start();
        thread = reads;
        long nudge = Math.min(LONGEST_NUDGE.toMillis(), server.timeout().toMillis() / 3);
        ScheduledExecutorService nudges = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "mail-watch-" + folder);
        var unused = nudges.scheduleWithFixedDelay(this::nudge, nudge, nudge, TimeUnit.MILLISECONDS);
        watchdog = nudges;
    }

    @Override
    protected void doSuspend() throws Exception {
        end();
    }

    @Override
    protected void doResume() throws Exception {
        doStart();
    }

    @Override
    protected void doStop() throws Exception {
        end();
        super.doStop();
    }

    private void end() throws InterruptedException {
        stopping = true;
        ScheduledExecutorService nudges = watchdog;
        watchdog = null;
        if (nudges != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(nudges);
        }
        Thread reads = thread;
        thread = null;
        if (reads != null) {
            Box box = open;
            if (box != null) {
                box.leave();
            }
            reads.interrupt();
            reads.join(TimeUnit.SECONDS.toMillis(5));
        }
    }

    private void run(MailServer server, MailTaker taker) {
        BoxMemory memory = endpoint.component().boxes();
        String name = server.user() + "@" + server.host() + ":" + server.port() + "/" + folder;
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        try {
            while (!stopping) {
                if (held(memory, name)) {
                    read(server, taker, memory, name, backoff);
                }
                TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is read no more", name, e);
        } finally {
            release(memory, name);
        }
    }

    private void read(MailServer server, MailTaker taker, BoxMemory memory, String name, Backoff backoff)
            throws InterruptedException {
        try (Box box = Box.open(server, folder, new Box.Reading(name, memory, taker, endpoint.reader()))) {
            open = box;
            LOG.info("reads the mailbox {} of {} on {}", folder, server.user(), server.host());
            while (!stopping) {
                box.takeNew();
                backoff.reset();
                box.awaitNews(endpoint.poll());
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!stopping) {
                LOG.warn("the mailbox {} cannot be read just now: {}", name, e.toString());
            }
        } finally {
            open = null;
        }
    }

    private static boolean held(BoxMemory memory, String name) {
        try {
            return memory.hold(name);
        } catch (RuntimeException e) {
            LOG.warn("whether another hub reads {} is not known just now: {}", name, e.toString());
            return false;
        }
    }

    private static void release(BoxMemory memory, String name) {
        try {
            memory.release(name);
        } catch (RuntimeException e) {
            LOG.debug("{} is free a little later", name, e);
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
