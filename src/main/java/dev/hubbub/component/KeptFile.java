package dev.hubbub.component;

import dev.hubbub.outbox.DeliveryException;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A file of a message on an exchange: read from the log when the route first wants it, then kept for this attempt. */
final class KeptFile implements DataSource {
    private final String name;
    private final String mediaType;
    private final Reader reader;
    private byte @Nullable [] bytes;

    /** Reads the bytes. */
    @FunctionalInterface
    interface Reader {
        byte[] read() throws DeliveryException;
    }

    KeptFile(String name, String mediaType, Reader reader) {
        this.name = name;
        this.mediaType = mediaType;
        this.reader = reader;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        byte[] read = bytes;
        if (read == null) {
            try {
                read = reader.read();
            } catch (DeliveryException e) {
                throw new IOException(e.getMessage(), e);
            }
            bytes = read;
        }
        return new ByteArrayInputStream(read);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("a file of a message is never changed");
    }

    @Override
    public String getContentType() {
        return mediaType;
    }

    @Override
    public String getName() {
        return name;
    }
}
