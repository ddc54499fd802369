package dev.hubbub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Mail servers that hand on mail after mail, each over one connection, and wait for each answer. */
final class MailLoad {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final int port;
    private final int connections;

    MailLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** Mails a second that were answered 250. */
    double measure(double seconds) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Texts texts = new Texts(i);
                all.add(() -> send(texts, end));
            }
            long sum = 0;
            for (Future<Long> one : threads.invokeAll(all)) {
                sum += one.get();
            }
            return sum / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("a mail was not taken", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private long send(Texts texts, long end) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            say(out, "EHLO mx.example.org\r\n");
            expect(in, "250");
            long sent = 0;
            for (; System.nanoTime() < end; sent++) {
                say(out, "MAIL FROM:<ana@example.org>\r\n");
                expect(in, "250");
                say(out, "RCPT TO:<bench@localhost>\r\n");
                expect(in, "250");
                say(out, "DATA\r\n");
                expect(in, "354");
                say(out, mail(texts.next(280)));
                expect(in, "250");
            }
            return sent;
        }
    }

    private static String mail(String text) {
        return "From: Ana <ana@example.org>\r\nTo: bench@localhost\r\nSubject: news\r\nMessage-ID: <"
                + NUMBERS.incrementAndGet() + "@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
                + "\r\n.\r\n";
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null || !line.startsWith(code)) {
                throw new IOException("not " + code + ": " + line);
            }
        } while (line.charAt(3) == '-');
    }
}
