package dev.hubbub.channel.xmpp;

import java.nio.file.Path;

/** A server under test, on loopback, for the domain {@code localhost}, with the accounts {@code ana} and {@code ben} (of a real server {@code carl}, too). */
public interface XmppServer {
    String DOMAIN = "localhost";

    int port();

    /** PEM file of its certificate. */
    Path certificate();

    /** Starts it, or starts it again; returns once it takes log-ins. */
    void start() throws Exception;

    /** Kills it without a farewell. */
    void kill() throws Exception;

    /** Stops it in good order, with a farewell to its clients; it may be started again. */
    void shutDown() throws Exception;

    /** Stops it for good. */
    void stop() throws Exception;
}
