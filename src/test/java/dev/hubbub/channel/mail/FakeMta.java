package dev.hubbub.channel.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that keeps what it gets as it came, and refuses what it is told to. */
final class FakeMta implements AutoCloseable {
    /** @param raw as it came over the line, a character for each byte */
    record Got(String from, List<String> to, String raw) {}

    private final SMTPServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Map<String, RejectException> refusals = new ConcurrentHashMap<>();

    FakeMta() throws IOException {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .fromAddressValidator(address -> true)
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new Transaction())
                .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    List<Got> got() {
        return got;
    }

    /** Answers a sender ({@code "FROM"}), a recipient or the mail itself ({@code "DATA"}) so, from now on. */
    void refuse(String what, int code, String text) {
        refusals.put(what, new RejectException(code, text));
    }

    void accept(String what) {
        refusals.remove(what);
    }

    private void check(String what) throws RejectException {
        RejectException refusal = refusals.get(what);
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Transaction implements MessageHandler {
        private final List<String> to = new ArrayList<>();
        private String from = "";

        @Override
        public void from(String sender) throws RejectException {
            check("FROM");
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            check(recipient);
            to.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            String raw = new String(data.readAllBytes(), StandardCharsets.ISO_8859_1);
            check("DATA");
            got.add(new Got(from, List.copyOf(to), raw));
            return null;
        }

        @Override
        public void done() {}
    }
}
