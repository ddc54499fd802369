package dev.hubbub.channel.mail;

import dev.hubbub.component.Headers;
import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends what an exchange holds to its recipient, else to those of the endpoint; it ends well when the mail server has it. */
final class MailProducer extends DefaultProducer {
    private static final int REMEMBERED = 1_000;

    private final MailEndpoint endpoint;

    /** Who has a letter already of those that have to be tried again for others. */
    private final Map<String, Set<String>> done = Collections.synchronizedMap(new Newest());

    MailProducer(MailEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Mailbox sender = endpoint.sender();
        List<Mailbox> recipients = recipients(exchange);
        Letter letter =
                Letters.of(exchange.getMessage(), sender, endpoint.domains().get(0), endpoint.plus());
        try (Postman postman = Postman.to(endpoint.server(), endpoint.domains().get(0))) {
            sendTo(recipients, letter, postman);
        }
        done.remove(letter.id());
        exchange.getMessage().setHeader(Headers.EXTERNAL_ID, letter.id());
    }

    private List<Mailbox> recipients(Exchange exchange) throws DeliveryException {
        String to = exchange.getMessage().getHeader(Headers.RECIPIENT, String.class);
        if (to != null) {
            return List.of(recipient(to));
        }
        List<Mailbox> usual = endpoint.recipients();
        if (usual.isEmpty()) {
            throw new DeliveryException.Permanent(
                    "nobody is named as recipient, and none is configured: set hubbub.mail.to", null);
        }
        return usual;
    }

    private static Mailbox recipient(String to) throws DeliveryException {
        try {
            return Mailbox.of(new Address(to))
                    .orElseThrow(() -> new DeliveryException.Permanent(
                            "'" + OneLine.of(to, 300) + "' is no address that mail can be sent to", null));
        } catch (IllegalArgumentException e) {
            throw new DeliveryException.Permanent("'" + OneLine.of(to, 300) + "' is no address", e);
        }
    }

    /** Tries everybody who does not have it yet; fails for good only if trying again helps nobody. */
    private void sendTo(List<Mailbox> recipients, Letter letter, Postman postman) throws DeliveryException {
        Set<String> have = recipients.size() == 1
                ? new HashSet<>()
                : done.computeIfAbsent(letter.id(), id -> Collections.synchronizedSet(new HashSet<>()));
        List<DeliveryException> failures = new ArrayList<>();
        for (Mailbox recipient : recipients) {
            if (!have.contains(recipient.address())) {
                try {
                    postman.send(letter, recipient);
                    have.add(recipient.address());
                } catch (DeliveryException e) {
                    failures.add(e);
                }
            }
        }
        for (DeliveryException failure : failures) {
            if (failure instanceof DeliveryException.Temporary) {
                throw failure;
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** The newest letters; the oldest goes first. */
    private static final class Newest extends LinkedHashMap<String, Set<String>> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > REMEMBERED;
        }
    }
}
