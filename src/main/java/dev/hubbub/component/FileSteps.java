package dev.hubbub.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.jspecify.annotations.Nullable;

/** The bean {@code files} that route files call: it puts files on what comes in, and takes them from what goes out. */
public final class FileSteps {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String KEPT = "HubbubFiles";
    private static final String ATTACHED = "FileAttached";

    private final int largest;

    /** A file of a message. Its bytes are read when they are wanted. */
    public record Named(String name, DataHandler content) {
        /** How many bytes it has. */
        public int size() throws IOException {
            return bytes().length;
        }

        public byte[] bytes() throws IOException {
            try (InputStream in = content.getInputStream()) {
                return in.readAllBytes();
            }
        }
    }

    /** @param largest bytes of a file that is taken */
    public FileSteps(int largest) {
        this.largest = largest;
    }

    /**
     * Makes the exchange's body a file of the message that is to come in, if it is not too large; the property {@code FileAttached} says
     * whether it is one.
     *
     * @param type its media type; empty or null if nobody knows
     */
    public void attach(Exchange exchange, String name, @Nullable String type) throws IOException {
        byte[] bytes = body(exchange);
        boolean fits = bytes.length <= largest;
        exchange.setProperty(ATTACHED, fits);
        if (fits) {
            String known = type == null || type.isBlank() ? "application/octet-stream" : type;
            Kept kept = exchange.getProperty(KEPT, Kept.class);
            if (kept == null) {
                kept = new Kept(new LinkedHashMap<>());
                exchange.setProperty(KEPT, kept);
            }
            kept.add(name, new DataHandler(new ByteArrayDataSource(bytes, known)));
        }
    }

    /** Files that wait for {@code hub:}, whatever else the route does until then: with the message they would go with its next answer. */
    private record Kept(Map<String, DataHandler> files) {
        void add(String name, DataHandler content) {
            String free = name;
            for (int i = 2; files.containsKey(free); i++) {
                free = i + " " + name;
            }
            files.put(free, content);
        }
    }

    /** What {@link #attach} has gathered. */
    static Map<String, DataHandler> kept(Exchange exchange) {
        Kept kept = exchange.getProperty(KEPT, Kept.class);
        return kept == null ? Map.of() : kept.files();
    }

    private byte[] body(Exchange exchange) throws IOException {
        InputStream in = exchange.getMessage().getBody(InputStream.class);
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            return in.readNBytes(largest + 1);
        }
    }

    /** The files of the message that goes out, in their order. */
    public List<Named> all(Exchange exchange) {
        List<Named> all = new ArrayList<>();
        Map<String, DataHandler> attached = new DefaultAttachmentMessage(exchange.getMessage()).getAttachments();
        if (attached != null) {
            attached.forEach((name, content) -> all.add(new Named(name, content)));
        }
        return all;
    }

    /**
     * The files of the message that goes out, as a list in JSON ({@link Enclosed}).
     *
     * @param most bytes of all of them, as a key has it; those that would be more are left out, and all of them if it is empty
     */
    public String json(Exchange exchange, String most) throws JsonProcessingException {
        int bytes = most.isBlank() ? 0 : Integer.parseInt(most.strip());
        return JSON.writeValueAsString(Enclosed.of(exchange, bytes));
    }

    /**
     * Puts files that came within JSON on the message that is to come in.
     *
     * @param files null for none
     */
    public void unpack(Exchange exchange, @Nullable List<?> files) {
        if (files != null) {
            Enclosed.put(files, exchange);
        }
    }

    /**
     * A form with a file in it (RFC 7578), for an HTTP call; its {@code Content-Type} is set.
     *
     * @param file one of {@link #all}
     * @param field the name under which the form has the file
     * @param others names and values of its other fields, one after the other, with line breaks between them
     */
    public byte[] form(Exchange exchange, Named file, String field, String others) throws IOException {
        String boundary = "hubbub-" + UUID.randomUUID();
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        List<String> words = others.lines().toList();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            write(
                    form,
                    "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(words.get(i))
                            + "\"\r\n\r\n" + words.get(i + 1) + "\r\n");
        }
        write(
                form,
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(field) + "\"; filename=\""
                        + quoted(file.name()) + "\"\r\nContent-Type: "
                        + file.content().getContentType() + "\r\n\r\n");
        form.writeBytes(file.bytes());
        write(form, "\r\n--" + boundary + "--\r\n");
        exchange.getMessage().setHeader("Content-Type", "multipart/form-data; boundary=" + boundary);
        return form.toByteArray();
    }

    private static void write(ByteArrayOutputStream form, String text) {
        form.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What would end the name, in the way of browsers (HTML, 4.10.21.8). */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
