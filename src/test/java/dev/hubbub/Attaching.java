package dev.hubbub;

import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.attachment.DefaultAttachmentMessage;

/** What a component of files does at both ends, for route files of tests. */
public final class Attaching {
    /** Attaches a file of the name that the body says. */
    public void attach(Exchange exchange) {
        String name = exchange.getMessage().getBody(String.class).strip();
        AttachmentMessage message = new DefaultAttachmentMessage(exchange.getMessage());
        message.addAttachmentObject("../" + name, new DefaultAttachment(new Text("inside " + name)));
        exchange.getMessage().setBody(name + " said");
    }

    private record Text(String text) implements DataSource {
        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getContentType() {
            return "text/plain; charset=utf-8";
        }

        @Override
        public String getName() {
            return "text";
        }
    }

    /** Adds a line for each file to the body. */
    public void list(Exchange exchange) throws IOException {
        StringBuilder text = new StringBuilder(exchange.getMessage().getBody(String.class));
        AttachmentMessage message = new DefaultAttachmentMessage(exchange.getMessage());
        for (Map.Entry<String, Attachment> file : message.getAttachmentObjects().entrySet()) {
            try (InputStream in = file.getValue().getDataHandler().getInputStream()) {
                text.append('\n')
                        .append(file.getKey())
                        .append(' ')
                        .append(file.getValue().getDataHandler().getContentType())
                        .append(": ")
                        .append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        exchange.getMessage().setBody(text.toString());
    }
}
