package dev.hubbub.component;

import dev.hubbub.intake.FileLimits;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.Ids;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.outbox.DeliveryException;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.attachment.DefaultAttachmentMessage;

/**
 * Files between exchanges and messages. In: what Camel calls attachments is read, up to what intake takes. Out: each file
 * is an attachment of the exchange that is read from the log only if the route reads it.
 */
public final class Files {
    private final Shelf shelf;
    private final Ids ids;
    private final FileLimits limits;
    private final String publicUrl;

    /** Where the bytes of files are kept. */
    @FunctionalInterface
    public interface Shelf {
        /**
         * The bytes of a message's file.
         *
         * @throws DeliveryException.Permanent if there is no such file, or it cannot be decrypted
         */
        byte[] read(MessageId message, UUID file) throws DeliveryException;
    }

    /** @param publicUrl how people reach the hub, without a slash at the end; empty: files are shown by name only */
    public Files(Shelf shelf, Ids ids, FileLimits limits, String publicUrl) {
        this.shelf = shelf;
        this.ids = ids;
        this.limits = limits;
        this.publicUrl = publicUrl;
    }

    /**
     * The files that came with an exchange.
     *
     * @throws IntakeException.Refused if they are more or larger than a message may bring; no more than that is read
     */
    List<Attachment> of(Exchange exchange) {
        Map<String, DataHandler> attached = new LinkedHashMap<>(FileSteps.kept(exchange));
        AttachmentMessage in = new DefaultAttachmentMessage(exchange.getMessage());
        if (in.hasAttachments()) {
            attached.putAll(in.getAttachments());
        }
        if (attached.isEmpty()) {
            return List.of();
        }
        if (attached.size() > limits.count()) {
            throw refused(attached.size() + " files are attached; at most " + limits.count() + " are taken");
        }
        List<Attachment> files = new ArrayList<>();
        int left = limits.together();
        for (Map.Entry<String, DataHandler> one : attached.entrySet()) {
            byte[] bytes = bytes(one.getValue(), left);
            left -= bytes.length;
            String type = one.getValue().getContentType();
            files.add(new Attachment(ids.next(), one.getKey(), type == null ? Attachment.UNKNOWN_TYPE : type, bytes));
        }
        return files;
    }

    private byte[] bytes(DataHandler file, int left) {
        int most = Math.min(limits.each(), left);
        try (InputStream in = file.getInputStream()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > limits.each()) {
                throw refused("a file has more than " + limits.each() + " bytes");
            }
            if (bytes.length > left) {
                throw refused("the files have more than " + limits.together() + " bytes together");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException("an attachment cannot be read", e);
        }
    }

    private static IntakeException.Refused refused(String why) {
        return new IntakeException.Refused("attachments", why);
    }

    /** Puts a message's files on an exchange; of two with one name the second gets a number. */
    void put(Exchange exchange, Message message) {
        if (message.attachments().isEmpty()) {
            return;
        }
        AttachmentMessage out = new DefaultAttachmentMessage(exchange.getMessage());
        Set<String> taken = new HashSet<>();
        for (Attachment file : message.attachments()) {
            String name = free(file.name(), taken);
            KeptFile kept = new KeptFile(name, file.mediaType(), () -> shelf.read(message.id(), file.id()));
            out.addAttachmentObject(name, new DefaultAttachment(kept));
        }
        exchange.getMessage().setHeader(Headers.ATTACHMENTS, String.join("\n", lines(message)));
    }

    private static String free(String name, Set<String> taken) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        String tried = name;
        for (int i = 2; !taken.add(tried); i++) {
            tried = stem + " (" + i + ")" + ending;
        }
        return tried;
    }

    /** A line for each file: its name, and where it can be read by those who may. */
    List<String> lines(Message message) {
        return message.attachments().stream()
                .map(file -> publicUrl.isEmpty()
                        ? file.name()
                        : file.name() + ": " + publicUrl + "/api/v1/messages/" + message.id() + "/attachments/"
                                + file.id())
                .toList();
    }
}
