package dev.hubbub.channel.xmpp;

import dev.hubbub.component.Headers;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.message.Address;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Hands what is said in a place to its route, one message at a time; it counts as heard when its exchange ended well. */
final class XmppConsumer extends PlaceConsumer implements XmppListener {
    private static final int LONGEST_NAME = 200;

    XmppConsumer(XmppEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    void listen(Place place) {
        place.inbox.listen(this);
    }

    @Override
    void unlisten(Place place) {
        place.inbox.unlisten(this);
    }

    @Override
    public void heard(Arrival arrival) throws Exception {
        Exchange exchange = createExchange(true);
        try {
            fill(exchange.getMessage(), arrival);
            getProcessor().process(exchange);
            rethrow(exchange);
            confirm(arrival);
        } finally {
            releaseExchange(exchange, true);
        }
    }

    private void confirm(Arrival arrival) {
        XmppEndpoint.Use current = use();
        if (current != null && arrival.said() != null) {
            current.place().confirmTo(arrival.said());
        }
    }

    private void fill(Message message, Arrival arrival) {
        Arrival.Said said = arrival.said();
        if (said == null) {
            throw new IllegalArgumentException("nothing was said");
        }
        message.setBody(text(message, said));
        message.setHeader(Headers.SENDER, said.sender().uri());
        message.setHeader(Headers.SENDER_NAME, shortened(said.senderName()));
        message.setHeader(Headers.EXTERNAL_ID, arrival.key());
        message.setHeader(Headers.SENT_AT, arrival.at().toString());
        Address replyTo = said.replyTo();
        if (replyTo != null) {
            message.setHeader(Headers.REPLY_TO, replyTo.uri());
        }
        fillAbout(message, said);
        zone(said).ifPresent(zone -> message.setHeader(Headers.TIME_ZONE, zone.getId()));
    }

    /** Fetches the files that are named, if they can be had; what cannot stays a link in the text. */
    private String text(Message message, Arrival.Said said) {
        XmppEndpoint.Use current = use();
        WebFiles web = current == null ? null : current.connection().web();
        if (said.links().isEmpty()) {
            return said.body();
        }
        Map<String, WebFiles.Fetched> files = web == null ? Map.of() : web.fetch(said.links());
        AttachmentMessage with = new DefaultAttachmentMessage(message);
        said.links().stream().map(files::get).filter(Objects::nonNull).forEach(file -> {
            String name = with.getAttachmentNames().contains(file.name())
                    ? with.getAttachmentNames().size() + 1 + "-" + file.name()
                    : file.name();
            with.addAttachment(name, new DataHandler(new ByteArrayDataSource(file.bytes(), file.type())));
        });
        return Links.text(said.body(), said.links(), files.keySet());
    }

    private void fillAbout(Message message, Arrival.Said said) {
        XmppEndpoint.Use current = use();
        if (current == null) {
            return;
        }
        Place place = current.place();
        About about = said.about();
        put(message, Headers.ALIAS, Ids.own(said.ownId()));
        if (about.answers() != null) {
            message.setHeader(Headers.IN_REPLY_TO_EXTERNAL_ID, Ids.meant(place.address, about.answers()));
        }
        put(message, Headers.REPLACES, Ids.own(about.replaces()));
        if (about.retracts() != null) {
            boolean given = place.isRoom() && place.givesIds();
            String name = given ? Ids.given(place.address, about.retracts()) : Ids.own(about.retracts());
            put(message, Headers.RETRACTS, name);
        }
    }

    private static void put(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME / 2));
    }

    private Optional<ZoneOffset> zone(Arrival.Said said) {
        XmppEndpoint.Use current = use();
        try {
            return current == null
                    ? Optional.empty()
                    : current.connection().zones().known(JidCreate.from(said.from()));
        } catch (XmppStringprepException e) {
            return Optional.empty();
        }
    }

    private static void rethrow(Exchange exchange) throws Exception {
        IntakeException known = exchange.getException(IntakeException.class);
        if (known instanceof IntakeException.Refused || known instanceof IntakeException.KeyReused) {
            throw new NotTakenException(String.valueOf(known.getMessage()), known);
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (exchange.isRollbackOnly()) {
            throw new IllegalStateException("the route marked the message for rollback");
        }
    }
}
