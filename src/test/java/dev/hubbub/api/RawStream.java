package dev.hubbub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.Asking;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A stream of events on a bare socket, which can be broken off at any byte: in good order, or by a reset. */
final class RawStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final InputStream in;
    private int chunkLeft;
    private int read;

    RawStream(Asking asking, String query, String after) throws IOException {
        URI base = URI.create(asking.base());
        socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(1000);
        in = new BufferedInputStream(socket.getInputStream());
        String resume = after.isEmpty() ? "" : "Last-Event-ID: " + after + "\r\n";
        socket.getOutputStream()
                .write(("GET /api/v1/stream" + query + " HTTP/1.1\r\nHost: hub\r\n" + resume + "Authorization: Bearer "
                                + asking.token() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
        while (!line().isEmpty()) {
            // the headers
        }
    }

    record Event(String id, String type, JsonNode data) {}

    /**
     * Tells of whole events until so many bytes have come, nothing comes for a while, or the hub ends the stream.
     *
     * @return how many bytes came
     */
    int read(int bytes, Consumer<Event> told) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        String id = "";
        String type = "";
        String data = "";
        try {
            for (int c = next(); c >= 0 && read < bytes; c = next()) {
                if (c != '\n') {
                    line.write(c);
                    continue;
                }
                String text = line.toString(StandardCharsets.UTF_8);
                line.reset();
                if (text.startsWith("id: ")) {
                    id = text.substring(4);
                } else if (text.startsWith("event: ")) {
                    type = text.substring(7);
                } else if (text.startsWith("data: ")) {
                    data = text.substring(6);
                } else if (text.isEmpty()) {
                    if (!data.isEmpty()) {
                        told.accept(new Event(id, type, JSON.readTree(data)));
                    }
                    data = "";
                }
            }
        } catch (SocketTimeoutException e) {
            return read;
        }
        return read;
    }

    /** The next byte of what the chunks hold. */
    private int next() throws IOException {
        if (chunkLeft == 0) {
            String size = line();
            if (size.isEmpty()) {
                size = line();
            }
            chunkLeft = Integer.parseInt(size, 16);
            if (chunkLeft == 0) {
                return -1;
            }
        }
        chunkLeft--;
        read++;
        return in.read();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the hub closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Breaks it off so that the hub's next write fails. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
