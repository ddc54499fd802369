package dev.hubbub.channel.xmpp;

import dev.hubbub.component.Headers;
import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Says an exchange's body in the room or to its recipient; the exchange ends well when the server has it for certain. */
final class XmppProducer extends DefaultAsyncProducer {
    /** What clients show that cannot take back. */
    private static final String DELETED = "(deleted)";

    private final XmppEndpoint endpoint;
    private XmppEndpoint.@Nullable Use use;

    XmppProducer(XmppEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (use == null) {
            use = endpoint.use();
        }
    }

    @Override
    protected void doStop() throws Exception {
        XmppEndpoint.Use current = use;
        if (current != null) {
            use = null;
            current.close();
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        XmppEndpoint.Use current = use;
        if (current == null) {
            exchange.setException(new DeliveryException.Temporary("the route is stopped", null));
            callback.done(true);
            return true;
        }
        switch (endpoint.getOperation()) {
            case "occupants" -> answerOccupants(exchange, current.place());
            case "presence" -> show(exchange, current);
            case "raw" -> {
                return end(exchange, callback, current, raw(exchange, current), exchange.getMessage()::setBody);
            }
            default -> {
                return end(exchange, callback, current, send(exchange, current), name -> {
                    if (!name.isEmpty()) {
                        exchange.getMessage().setHeader(Headers.EXTERNAL_ID, name);
                    }
                });
            }
        }
        callback.done(true);
        return true;
    }

    private static boolean end(
            Exchange exchange,
            AsyncCallback callback,
            XmppEndpoint.Use current,
            CompletableFuture<String> outcome,
            Consumer<String> taker) {
        CompletableFuture<String> unused = outcome.whenComplete((answer, failure) -> current.connection()
                .errands()
                .execute(() -> {
                    if (failure != null) {
                        exchange.setException(asDeliveryException(failure));
                    } else {
                        taker.accept(answer);
                    }
                    callback.done(false);
                }));
        return false;
    }

    private void show(Exchange exchange, XmppEndpoint.Use current) {
        try {
            String show = text(exchange, Headers.SHOW);
            String state = text(exchange, Headers.CHAT_STATE);
            if (show != null) {
                current.connection().show(Shows.Own.of(show, text(exchange, Headers.STATUS)));
            } else if (state != null) {
                current.place().sendState(current.connection().online(), state, recipient(exchange));
            } else {
                throw new IllegalArgumentException(
                        "operation=presence needs the header " + Headers.SHOW + " or " + Headers.CHAT_STATE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.setException(e);
        } catch (DeliveryException | XmppStringprepException | RuntimeException e) {
            exchange.setException(e);
        }
    }

    private static CompletableFuture<String> raw(Exchange exchange, XmppEndpoint.Use current) {
        try {
            String xml = exchange.getMessage().getBody(String.class);
            RawStanza stanza = RawStanza.parse(xml == null ? "" : xml);
            return current.connection().online().sendRaw(stanza);
        } catch (DeliveryException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void answerOccupants(Exchange exchange, Place place) {
        if (place instanceof Room room) {
            exchange.getMessage().setBody(room.occupants());
        } else {
            exchange.setException(new IllegalArgumentException("operation=occupants needs a room"));
        }
    }

    private CompletableFuture<String> send(Exchange exchange, XmppEndpoint.Use current) {
        Place place = current.place();
        try {
            String id = text(exchange, Headers.DELIVERY_ID);
            Integer attempt = exchange.getMessage().getHeader(Headers.ATTEMPT, Integer.class);
            About about = about(exchange, place.isRoom());
            String text = exchange.getMessage().getBody(String.class);
            if (about.retracts() != null) {
                text = DELETED;
            } else if ((text == null || text.isBlank()) && !SentFiles.areIn(exchange)) {
                throw new DeliveryException.Permanent("there is no text to say", null);
            }
            Outgoing message = new Outgoing(
                    id == null ? UUID.randomUUID().toString() : id,
                    text == null ? "" : text,
                    attempt == null ? 1 : attempt,
                    about);
            Jid to = place.isRoom() ? null : recipient(exchange);
            boolean changes = about.retracts() != null || about.replaces() != null;
            return changes || !SentFiles.areIn(exchange)
                    ? sendAll(List.of(message), to, current)
                    : withFiles(exchange, message, current).thenCompose(messages -> sendAll(messages, to, current));
        } catch (DeliveryException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** One after another, in pieces where one is too long for the server; the first one's name stands for all. */
    private static CompletableFuture<String> sendAll(
            List<Outgoing> messages, @Nullable Jid to, XmppEndpoint.Use current) {
        int longest = current.connection().account().longest();
        List<Outgoing> pieces = messages.stream()
                .flatMap(message -> message.pieces(longest).stream())
                .toList();
        CompletableFuture<String> sent = CompletableFuture.completedFuture("");
        for (Outgoing piece : pieces) {
            sent = sent.thenCompose(name -> current.place()
                    .send(piece, to)
                    .thenApply(own -> piece.id().equals(pieces.get(0).id()) ? own : name));
        }
        return sent;
    }

    /** The text, which comes first, and the files. */
    private static CompletableFuture<List<Outgoing>> withFiles(
            Exchange exchange, Outgoing text, XmppEndpoint.Use current) {
        CompletableFuture<List<Outgoing>> prepared = new CompletableFuture<>();
        current.connection().errands().execute(() -> {
            try {
                prepared.complete(new SentFiles(current.connection(), current.place()).of(exchange, text));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                prepared.completeExceptionally(new DeliveryException.Temporary("interrupted", e));
            } catch (DeliveryException | RuntimeException e) {
                prepared.completeExceptionally(e);
            }
        });
        return prepared;
    }

    private static About about(Exchange exchange, boolean room) {
        String answered = Ids.toNetwork(
                room, text(exchange, Headers.IN_REPLY_TO_EXTERNAL_ID), text(exchange, Headers.IN_REPLY_TO_ALIAS));
        String changed = text(exchange, Headers.CHANGED_DELIVERY_ID);
        String retracted = text(exchange, Headers.RETRACTS);
        return new About(
                answered,
                text(exchange, Headers.REPLACES) == null ? null : changed,
                retracted == null ? null : Ids.toNetwork(room, retracted, changed == null ? null : Ids.own(changed)));
    }

    private static @Nullable String text(Exchange exchange, String header) {
        return exchange.getMessage().getHeader(header, String.class);
    }

    private @Nullable Jid recipient(Exchange exchange) throws DeliveryException {
        String to = text(exchange, Headers.RECIPIENT);
        if (to == null) {
            return endpoint.participant();
        }
        try {
            Address address = new Address(to);
            if (!address.scheme().equals("xmpp")) {
                throw new DeliveryException.Permanent("'" + to + "' is no xmpp: address", null);
            }
            return JidCreate.from(address.rest());
        } catch (IllegalArgumentException | XmppStringprepException e) {
            throw new DeliveryException.Permanent("'" + to + "' is no xmpp: address", e);
        }
    }

    private static DeliveryException asDeliveryException(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DeliveryException known) {
            return known;
        }
        if (cause instanceof IllegalArgumentException wrong) {
            return new DeliveryException.Permanent(String.valueOf(wrong.getMessage()), wrong);
        }
        String reason = cause instanceof TimeoutException ? "not confirmed by the server in time" : cause.toString();
        return new DeliveryException.Temporary(reason, cause);
    }
}
