package dev.hubbub.api.archive;

import dev.hubbub.message.Attachment;
import dev.hubbub.message.Message;
import java.util.List;
import java.util.UUID;

/**
 * A message as it is kept, its files without their bytes.
 *
 * @param message what was said; its own attachments may be missing
 * @param files what is attached to it, in the order it came
 * @param unreadable whether what was said cannot be decrypted, so that there is only what is in clear
 */
public record Kept(Message message, List<File> files, boolean unreadable) {
    public Kept {
        files = List.copyOf(files);
    }

    /**
     * A file without its bytes.
     *
     * @param size of its content, in bytes
     */
    public record File(UUID id, String name, String mediaType, int size) {
        static File of(Attachment attachment) {
            return new File(attachment.id(), attachment.name(), attachment.mediaType(), attachment.size());
        }
    }

    /** A message that has its attachments at hand. */
    public static Kept of(Message message) {
        return new Kept(message, message.attachments().stream().map(File::of).toList(), false);
    }
}
