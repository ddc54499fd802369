package dev.hubbub.message;

import java.util.UUID;

/**
 * A file that came with a message.
 *
 * @param id names it in URLs
 * @param name its file name, without folders
 * @param mediaType its type (RFC 6838), as the sender claims
 * @param content its bytes; never changed by anybody who holds them
 */
public record Attachment(UUID id, String name, String mediaType, byte[] content) {
    public Attachment {
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    public int size() {
        return content.length;
    }
}
