package dev.hubbub.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small text files that anybody may have put there. */
public final class TextFile {
    /** Largest file read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private TextFile() {}

    /**
     * The text of a file, UTF-8 (a byte order mark is dropped).
     *
     * @throws IOException with a sentence for people, if it is no regular file, cannot be read, is larger than
     *     {@value #MAX_BYTES} bytes, or is no text
     */
    public static String read(Path file) throws IOException {
        // opening a pipe would wait for its writer for ever
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    Files.exists(file) ? "is no regular file (a pipe or a device?)" : "is gone, or a link to nothing");
        }
        byte[] bytes = bytes(file);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("is larger than " + MAX_BYTES + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new IOException("is no text file");
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("is no text file in UTF-8", e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (AccessDeniedException e) {
            throw new IOException("must not be read by the hub (permission denied)", e);
        } catch (NoSuchFileException e) {
            throw new IOException("is gone", e);
        }
    }
}
