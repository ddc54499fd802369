package dev.hubbub.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** The library that the hub takes mail with, and nothing behind it: each mail is read to its end, answered and forgotten. */
final class BareMail {
    private BareMail() {}

    /** Runs until it is killed; the first argument is the port. */
    public static void main(String[] arguments) throws IOException {
        SMTPServer server = SMTPServer.port(Integer.parseInt(arguments[0]))
                .bindAddress(InetAddress.getLoopbackAddress())
                .fromAddressValidator(address -> true)
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new Forgetful())
                .build();
        server.start();
    }

    private static final class Forgetful implements MessageHandler {
        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            data.transferTo(java.io.OutputStream.nullOutputStream());
            return "taken";
        }

        @Override
        public void done() {}
    }
}
