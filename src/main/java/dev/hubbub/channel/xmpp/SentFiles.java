package dev.hubbub.channel.xmpp;

import dev.hubbub.component.Headers;
import dev.hubbub.outbox.DeliveryException;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * Messages that send the files of an exchange: the text, then one for each file that the server's store took (XEP-0363). What it
 * did not take is named after the text, as where a route sends no files.
 */
final class SentFiles {
    private final XmppConnection connection;
    private final Place place;

    SentFiles(XmppConnection connection, Place place) {
        this.connection = connection;
        this.place = place;
    }

    /** Whether an exchange has files. */
    static boolean areIn(Exchange exchange) {
        return new DefaultAttachmentMessage(exchange.getMessage()).hasAttachments();
    }

    /** The messages to be sent one after another; uploads what they need. */
    List<Outgoing> of(Exchange exchange, Outgoing text) throws DeliveryException, InterruptedException {
        Map<String, DataHandler> files = new LinkedHashMap<>(
                ((AttachmentMessage) new DefaultAttachmentMessage(exchange.getMessage())).getAttachments());
        String lines = exchange.getMessage().getHeader(Headers.ATTACHMENTS, "", String.class);
        List<String> left = new ArrayList<>();
        List<Outgoing> sent = new ArrayList<>();
        int n = 0;
        for (Map.Entry<String, DataHandler> file : files.entrySet()) {
            String id = text.id() + "-" + (n + 1);
            // what an earlier attempt has sent is not uploaded again
            Optional<String> link = place.hasSent(id, text.attempt()) ? Optional.of("") : uploaded(file);
            if (link.isPresent()) {
                sent.add(new Outgoing(id, link.get(), text.attempt(), About.NOTHING, link.get()));
            } else {
                left.add(line(file.getKey(), lines));
            }
            n++;
        }
        // a rule's format may have named them already
        left.removeIf(text.text()::contains);
        String said = left.isEmpty() ? text.text() : (text.text() + "\n" + String.join("\n", left)).strip();
        if (!said.isBlank()) {
            sent.add(0, new Outgoing(text.id(), said, text.attempt(), text.about()));
        }
        return sent;
    }

    private static String line(String name, String lines) {
        return lines.lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElse(name);
    }

    private Optional<String> uploaded(Map.Entry<String, DataHandler> file)
            throws DeliveryException, InterruptedException {
        WebFiles web = connection.web();
        @Nullable Session session = place.ready();
        if (web == null || session == null) {
            return Optional.empty();
        }
        try (InputStream in = file.getValue().getInputStream()) {
            return session.uploads().put(web, file.getKey(), file.getValue().getContentType(), in.readAllBytes());
        } catch (IOException e) {
            throw e.getCause() instanceof DeliveryException known
                    ? known
                    : new DeliveryException.Temporary("a file could not be read: " + e.getMessage(), e);
        }
    }
}
