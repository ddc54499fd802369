package dev.hubbub.message;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a message. Its name is safe to be put into headers, lists and folders: no folders, no line
 * breaks or other control characters, nothing that turns the direction of what follows, at most 255 characters. What
 * waits to be delivered has its files named only; their bytes are in the log.
 *
 * @param id names it in URLs
 * @param name its file name
 * @param mediaType its type (RFC 6838), as the sender claims, without parameters
 * @param size how many bytes it has
 * @param bytes what is in it, never changed by anybody who holds them; null if they were left in the log
 */
public record Attachment(UUID id, String name, String mediaType, int size, byte @Nullable [] bytes) {
    /** What a file is whose type is not known. */
    public static final String UNKNOWN_TYPE = "application/octet-stream";

    private static final int LONGEST_NAME = 255;
    private static final String NAMELESS = "file";
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,63}/[A-Za-z0-9!#$&^_.+-]{1,63}");

    public Attachment {
        name = safe(name);
        mediaType = type(mediaType);
    }

    /** A file with its bytes. */
    public Attachment(UUID id, String name, String mediaType, byte[] content) {
        this(id, name, mediaType, content.length, content);
    }

    /** A file whose bytes are left in the log. */
    public static Attachment named(UUID id, String name, String mediaType, int size) {
        return new Attachment(id, name, mediaType, size, null);
    }

    /**
     * Its bytes.
     *
     * @throws IllegalStateException if they were left in the log
     */
    public byte[] content() {
        if (bytes == null) {
            throw new IllegalStateException("the bytes of file " + id + " were left in the log");
        }
        return bytes;
    }

    /** The same without its bytes. */
    public Attachment named() {
        return bytes == null ? this : named(id, name, mediaType, size);
    }

    private static String safe(String name) {
        String own = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder kept = new StringBuilder();
        own.codePoints().filter(Attachment::isHarmless).limit(LONGEST_NAME).forEach(kept::appendCodePoint);
        String plain = kept.toString().strip();
        if (plain.length() > LONGEST_NAME) {
            plain = plain.substring(0, plain.offsetByCodePoints(0, LONGEST_NAME / 2));
        }
        return plain.chars().allMatch(c -> c == '.') ? NAMELESS : plain;
    }

    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        boolean turnsDirection = c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
        return type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && !turnsDirection;
    }

    private static String type(String claimed) {
        int parameters = claimed.indexOf(';');
        String type = (parameters < 0 ? claimed : claimed.substring(0, parameters)).strip();
        return TYPE.matcher(type).matches() ? type : UNKNOWN_TYPE;
    }
}
