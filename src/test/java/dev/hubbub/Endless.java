package dev.hubbub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** One who posts ten gigabytes, and listens meanwhile. */
final class Endless {
    static final long SIZE = 10_000_000_000L;
    private static final byte[] PIECE = " ".repeat(0x10000).getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    /** @param chunked whether the size is not told beforehand */
    Endless(Asking asking, String path, boolean chunked) {
        Thread thread = new Thread(() -> post(asking, path, chunked), "endless");
        thread.setDaemon(true);
        thread.start();
    }

    /** Bytes of the body that went out before the connection was closed. */
    long sent() {
        return sent.get();
    }

    /** What was answered, once the connection is closed. */
    CompletableFuture<String> answer() {
        return answer;
    }

    private void post(Asking asking, String path, boolean chunked) {
        URI base = URI.create(asking.base());
        StringBuilder heard = new StringBuilder();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            Thread listener = new Thread(() -> listen(socket, heard), "endless-listener");
            listener.setDaemon(true);
            listener.start();
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1" + path + " HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer " + asking.token() + "\r\n"
                            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + SIZE) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            pour(out, chunked);
            listener.join(30_000);
        } catch (IOException | InterruptedException e) {
            heard.append("\nwriting ended: ").append(e.getMessage());
        }
        answer.complete(heard.toString());
    }

    private void pour(OutputStream out, boolean chunked) throws InterruptedException {
        try {
            while (sent.get() < SIZE) {
                if (chunked) {
                    out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.write(PIECE);
                if (chunked) {
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                sent.addAndGet(PIECE.length);
            }
        } catch (IOException e) {
            // closed by the hub, as it should be
        }
    }

    private static void listen(Socket socket, StringBuilder heard) {
        try {
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                heard.append((char) c);
            }
        } catch (IOException e) {
            // reset after the answer
        }
    }
}
