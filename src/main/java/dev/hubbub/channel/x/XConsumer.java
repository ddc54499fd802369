package dev.hubbub.channel.x;

import dev.hubbub.channel.Backoff;
import dev.hubbub.channel.ReadingConsumer;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.message.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what is new as long as the route runs, and passes it on, the oldest first. How far it has come is kept when the hub
 * has a message for good; what comes twice all the same has the same external id.
 */
final class XConsumer extends ReadingConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(XConsumer.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    // headers of the hub's component, which channels do not import
    private static final String SENDER = "HubbubSender";
    private static final String SENDER_NAME = "HubbubSenderName";
    private static final String REPLY_TO = "HubbubReplyTo";
    private static final String EXTERNAL_ID = "HubbubExternalId";
    private static final String ANSWERED = "HubbubInReplyToExternalId";
    private static final String SENT_AT = "HubbubSentAt";

    private final XEndpoint endpoint;
    private final X x;
    private final Source source;

    XConsumer(XEndpoint endpoint, X x, Source source, Processor processor) {
        super(endpoint, processor, "x-" + endpoint.what(), LONGEST_WAIT);
        this.endpoint = endpoint;
        this.x = x;
        this.source = source;
    }

    @Override
    protected Duration look(Backoff backoff) throws InterruptedException {
        try {
            takeNew();
            backoff.reset();
            return x.settings().poll();
        } catch (InterruptedException e) {
            throw e;
        } catch (XException e) {
            Duration after = e.after();
            LOG.warn("x:{} cannot be read just now: {}", endpoint.what(), e.getMessage());
            return after == null ? backoff.next() : after;
        } catch (Exception e) {
            LOG.warn("what came by x:{} is not taken just now: {}", endpoint.what(), e.toString());
            return backoff.next();
        }
    }

    private void takeNew() throws Exception {
        String own = x.own();
        String name = source.name();
        String since = since(name);
        for (Arrival arrival : source.after(since)) {
            if (isEnding()) {
                return;
            }
            if (!arrival.author().equals(own)) {
                pass(arrival);
            }
            x.memory().keep(name, arrival.id(), null);
        }
    }

    /** It begins with what is written from the first look on. */
    private String since(String name) {
        return x.memory().find(name).orElseGet(() -> {
            String now = Arrival.idAt(Instant.now());
            x.memory().keep(name, now, null);
            return now;
        });
    }

    private void pass(Arrival arrival) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange.getMessage(), arrival);
            getProcessor().process(exchange);
            rethrow(exchange, arrival);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void fill(Message message, Arrival arrival) {
        String handle = arrival.handle();
        if (handle != null) {
            x.know(handle, arrival.author());
        }
        String sender = Address.of("x", handle == null ? arrival.author() : handle.toLowerCase(Locale.ROOT))
                .uri();
        message.setBody(arrival.text());
        message.setHeader(EXTERNAL_ID, arrival.id());
        message.setHeader(SENDER, sender);
        message.setHeader(SENDER_NAME, "@" + (handle == null ? arrival.author() : handle));
        if (!arrival.answers().isEmpty()) {
            message.setHeader(ANSWERED, arrival.answers());
        }
        if (!arrival.sentAt().isEmpty()) {
            message.setHeader(SENT_AT, arrival.sentAt());
        }
        if (source instanceof Source.Messages) {
            message.setHeader(REPLY_TO, sender);
        }
    }

    /** What the hub refuses for good is passed over, everything else comes again. */
    private void rethrow(Exchange exchange, Arrival arrival) throws Exception {
        IntakeException known = exchange.getException(IntakeException.class);
        if (known instanceof IntakeException.Refused || known instanceof IntakeException.KeyReused) {
            LOG.warn("{} of x:{} is not taken: {}", arrival.id(), endpoint.what(), known.getMessage());
        } else if (exchange.getException() != null) {
            throw exchange.getException();
        } else if (exchange.isRollbackOnly()) {
            throw new IllegalStateException("the route marked it for rollback");
        }
    }
}
