package dev.hubbub.component;

import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachmentMessage;

/** Files within JSON: a list of objects with {@code name}, {@code mediaType} and {@code content}, which is Base64. */
public final class Enclosed {
    private static final String NAME = "name";
    private static final String TYPE = "mediaType";
    private static final String CONTENT = "content";

    private Enclosed() {}

    /**
     * Those of an exchange, in their order.
     *
     * @param most bytes of all of them; those that would be more are left out
     */
    public static List<Map<String, String>> of(Exchange exchange, int most) {
        Map<String, DataHandler> files = new DefaultAttachmentMessage(exchange.getMessage()).getAttachments();
        List<Map<String, String>> enclosed = new ArrayList<>();
        if (files == null || most == 0) {
            return enclosed;
        }
        int left = most;
        for (Map.Entry<String, DataHandler> file : files.entrySet()) {
            byte[] bytes = bytes(file.getValue(), left);
            if (bytes.length <= left) {
                left -= bytes.length;
                enclosed.add(Map.of(
                        NAME,
                        file.getKey(),
                        TYPE,
                        file.getValue().getContentType(),
                        CONTENT,
                        Base64.getEncoder().encodeToString(bytes)));
            }
        }
        return enclosed;
    }

    private static byte[] bytes(DataHandler file, int most) {
        try (InputStream in = file.getInputStream()) {
            return in.readNBytes(most + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts such files on an exchange.
     *
     * @param files what was read from JSON
     * @throws IllegalArgumentException if one is no Base64
     */
    public static void put(Iterable<?> files, Exchange exchange) {
        AttachmentMessage in = new DefaultAttachmentMessage(exchange.getMessage());
        int number = 0;
        for (Object one : files) {
            if (one instanceof Map<?, ?> file && file.get(CONTENT) instanceof String content) {
                number++;
                String name = file.get(NAME) instanceof String given ? given : "file";
                String type = file.get(TYPE) instanceof String given ? given : "application/octet-stream";
                in.addAttachment(
                        in.getAttachment(name) == null ? name : number + " " + name,
                        new DataHandler(
                                new ByteArrayDataSource(Base64.getDecoder().decode(content), type)));
            }
        }
    }
}
