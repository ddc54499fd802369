package dev.hubbub.component;

import dev.hubbub.intake.Accepted;
import dev.hubbub.intake.Submission;
import dev.hubbub.message.Address;
import dev.hubbub.message.Change;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.MessageId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * The way in: {@code to: hub:KIND/NAME}. Makes a message of the body and the allowed headers; the exchange goes on only
 * after the commit, so that whoever waits for it (a mail box, a broker, an HTTP caller) is acknowledged after it.
 */
final class HubProducer extends DefaultAsyncProducer {
    private static final int THREADS = 8;

    private final HubEndpoint endpoint;
    private final ChannelId channel;
    private volatile ExecutorService after = ForkJoinPool.commonPool();

    HubProducer(HubEndpoint endpoint, ChannelId channel) {
        super(endpoint);
        this.endpoint = endpoint;
        this.channel = channel;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (BatchProducer.isOne(exchange.getMessage().getBody())) {
            after.execute(() -> submitBatch(exchange, callback));
            return false;
        }
        Draft draft;
        try {
            if (holdBack(exchange)) {
                callback.done(true);
                return true;
            }
            draft = draft(exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        byte[] bytes = exchange.getProperty(Headers.BYTES, byte[].class);
        if (endpoint.ports().forms().mayBe(draft, bytes)) {
            after.execute(() -> divert(exchange, callback, draft, bytes));
        } else {
            submit(exchange, callback, Submission.of(draft));
        }
        return false;
    }

    /** A form goes to its resource, if there is one; everything else is a message after all. */
    private void divert(Exchange exchange, AsyncCallback callback, Draft draft, byte @Nullable [] bytes) {
        try {
            FormDoor.Way way = endpoint.ports().forms().take(draft, bytes);
            if (way instanceof FormDoor.Way.ToLog message) {
                submit(exchange, callback, new Submission(message.draft(), null, List.of(message.step())));
                return;
            }
            if (way instanceof FormDoor.Way.Taken taken) {
                exchange.getMessage().setHeader(Headers.FORM, taken.name());
            }
        } catch (RuntimeException | LinkageError e) {
            exchange.setException(e);
        }
        callback.done(false);
    }

    private void submitBatch(Exchange batch, AsyncCallback callback) {
        try {
            var unused = new BatchProducer(endpoint.ports(), this::submission)
                    .submit(batch)
                    .whenCompleteAsync((done, failure) -> callback.done(false), after);
        } catch (RuntimeException | LinkageError e) {
            batch.setException(e);
            callback.done(false);
        }
    }

    /** One of a batch; null if there is nothing to store. */
    private @Nullable Submission submission(Exchange one) {
        if (one.getException() != null) {
            throw new IllegalStateException("a part of the batch has failed", one.getException());
        }
        if (holdBack(one)) {
            return null;
        }
        Draft draft = draft(one);
        byte[] bytes = one.getProperty(Headers.BYTES, byte[].class);
        if (!endpoint.ports().forms().mayBe(draft, bytes)) {
            return Submission.of(draft);
        }
        FormDoor.Way way = endpoint.ports().forms().take(draft, bytes);
        if (way instanceof FormDoor.Way.Taken taken) {
            one.getMessage().setHeader(Headers.FORM, taken.name());
        }
        return way instanceof FormDoor.Way.ToLog message
                ? new Submission(message.draft(), null, List.of(message.step()))
                : null;
    }

    private void submit(Exchange exchange, AsyncCallback callback, Submission submission) {
        HubPorts ports = endpoint.ports();
        var unused = ports.intake()
                .submit(submission, ports.patience())
                .whenCompleteAsync(
                        (accepted, failure) -> {
                            finish(exchange, accepted, failure);
                            callback.done(false);
                        },
                        after);
    }

    /** Whether it must not arrive here; the account of that is kept with the message that the route is sending. */
    private boolean holdBack(Exchange exchange) {
        String why = whyHeldBack(exchange);
        if (why != null && exchange.getProperty(Headers.MESSAGE_ID) instanceof MessageId message) {
            endpoint.ports().returns().heldBack(message, channel, why);
        }
        return why != null;
    }

    /**
     * What a route brings back to a channel on which it has been does not arrive there again. What a command's route says
     * may: it speaks for itself.
     */
    private @Nullable String whyHeldBack(Exchange exchange) {
        Set<ChannelId> visited = visited(exchange);
        if (visited.contains(channel) && visited.stream().noneMatch(ChannelId::isCommand)) {
            return "it has been there";
        }
        return hops(exchange) > Draft.MOST_HOPS ? "it has passed " + Draft.MOST_HOPS + " hubs or bridges" : null;
    }

    /** What follows in the route runs on threads of the route's own: it may take its time, the next commit may not. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "hubbub-accepted-" + channel);
                    thread.setDaemon(true);
                    return thread;
                },
                // committed after the route has stopped: whoever waits for the exchange must still hear of it
                (task, stopped) -> task.run());
        threads.allowCoreThreadTimeOut(true);
        after = threads;
    }

    @Override
    protected void doStop() throws Exception {
        after.shutdown();
        super.doStop();
    }

    private static void finish(Exchange exchange, @Nullable Accepted accepted, @Nullable Throwable failure) {
        if (failure != null) {
            exchange.setException(failure.getCause() instanceof RuntimeException cause ? cause : failure);
        } else if (accepted != null) {
            exchange.getMessage()
                    .setHeader(Headers.MESSAGE_ID, accepted.message().id().toString());
        }
    }

    private Draft draft(Exchange exchange) {
        Message in = exchange.getMessage();
        String text = in.getBody(String.class);
        Address sender = header(in, Headers.SENDER, HubProducer::address);
        ArrivalOptions arrival = endpoint.getArrival();
        return Draft.builder(channel, sender != null ? sender : unknownSender(), text == null ? "" : text)
                .senderName(text(in, Headers.SENDER_NAME))
                .replyTo(header(in, Headers.REPLY_TO, HubProducer::address))
                .subject(text(in, Headers.SUBJECT))
                .html(text(in, Headers.HTML))
                .attachments(endpoint.ports().files().of(exchange))
                .externalId(text(in, Headers.EXTERNAL_ID))
                .inReplyTo(header(in, Headers.IN_REPLY_TO, MessageId::parse))
                .answered(NetworkIds.in(in.getHeader(Headers.IN_REPLY_TO_EXTERNAL_ID)))
                .alias(text(in, Headers.ALIAS))
                .change(change(in))
                .sentAt(header(in, Headers.SENT_AT, HubProducer::instant))
                .timeZone(text(in, Headers.TIME_ZONE))
                .tags(arrival.tagSet())
                .priority(arrival.priorityValue())
                .verified(arrival.isVerified())
                .hops(hops(exchange))
                .visited(visited(exchange))
                .explicitTargets(arrival.targetList())
                .build();
    }

    private static @Nullable Change change(Message in) {
        String deleted = text(in, Headers.RETRACTS);
        String corrected = text(in, Headers.REPLACES);
        if (deleted != null) {
            return new Change(Change.Kind.DELETION, deleted, false);
        }
        return corrected == null ? null : new Change(Change.Kind.CORRECTION, corrected, false);
    }

    /** A channel that does not say who speaks, speaks itself. */
    private Address unknownSender() {
        return Address.of("channel", channel.toString());
    }

    /** What came out of the hub in this very exchange has passed one bridge more. */
    private static int hops(Exchange exchange) {
        Integer before = exchange.getProperty(Headers.HOPS, Integer.class);
        return before == null ? 0 : before + 1;
    }

    private static Set<ChannelId> visited(Exchange exchange) {
        Set<ChannelId> visited = new HashSet<>();
        if (exchange.getProperty(Headers.VISITED) instanceof Set<?> before) {
            before.forEach(id -> visited.add((ChannelId) id));
        }
        return visited;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(Headers.SENT_AT + " is an ISO 8601 instant, as 2026-01-31T12:00:00Z", e);
        }
    }

    /** An address as it is written, or a scheme and what the network calls its people, whatever characters that has. */
    private static Address address(String text) {
        try {
            return new Address(text);
        } catch (IllegalArgumentException e) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw e;
            }
            return Address.of(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    private static @Nullable String text(Message in, String name) {
        String value = in.getHeader(name, String.class);
        return value == null || value.isBlank() ? null : value;
    }

    private static <T> @Nullable T header(Message in, String name, Function<String, T> reader) {
        String value = text(in, name);
        return value == null ? null : reader.apply(value);
    }
}
