package dev.hubbub.channel.sip;

import dev.hubbub.channel.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the server where the hub is (RFC 3261, 10), again and again before it forgets. */
final class Registration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final long GOODBYE_MILLIS = 1000;

    private final Sip sip;
    private final SipAgent agent;
    private final Thread thread;

    private Registration(Sip sip, SipAgent agent) {
        this.sip = sip;
        this.agent = agent;
        this.thread = daemon(this::run);
    }

    static Registration start(Sip sip, SipAgent agent) {
        Registration registration = new Registration(sip, agent);
        registration.thread.start();
        return registration;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hubbub-sip-register");
        thread.setDaemon(true);
        return thread;
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        boolean known = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration wait = backoff.next();
                String failure = tried();
                if (failure.isEmpty()) {
                    backoff.reset();
                    Duration most = sip.settings().register().multipliedBy(4).dividedBy(5);
                    wait = most.compareTo(SHORTEST) > 0 ? most : SHORTEST;
                } else {
                    LOG.warn(
                            "the hub is not registered at {}: {}",
                            sip.settings().server().host(),
                            failure);
                }
                if (known != failure.isEmpty()) {
                    known = failure.isEmpty();
                    LOG.info(
                            "SIP: {} at {}",
                            known ? "registered" : "not registered",
                            sip.settings().server().host());
                }
                TimeUnit.MILLISECONDS.sleep(wait.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("the registration is renewed no more", e);
        }
    }

    /** @return why it was not done; empty if it was */
    private String tried() throws InterruptedException {
        try {
            Response answer = ask(sip.settings().register().toSeconds());
            return answer.getStatusCode() < 300 ? "" : "SIP " + answer.getStatusCode();
        } catch (SipException | TimeoutException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Response ask(long seconds) throws SipException, TimeoutException, InterruptedException {
        SipAddress own = sip.settings().own();
        SipAddress here = new SipAddress(own.user(), agent.host(), agent.port());
        return sip.ask(new SipLetter(
                Request.REGISTER,
                new SipAddress("", own.host(), own.port()),
                own,
                own,
                SipAsked.random() + "@" + agent.host(),
                "",
                List.of(
                        SipParts.header(ContactHeader.NAME, "<" + here.uri() + agent.parameters() + ">"),
                        SipParts.header(ExpiresHeader.NAME, Long.toString(seconds)))));
    }

    /** Says that the hub is gone; waits a moment for an answer, and not for one that does not come. */
    @Override
    public void close() {
        thread.interrupt();
        Thread goodbye = daemon(() -> {
            try {
                ask(0);
            } catch (SipException | TimeoutException e) {
                LOG.debug("the server was not told that the hub is gone", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        goodbye.start();
        try {
            goodbye.join(GOODBYE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
