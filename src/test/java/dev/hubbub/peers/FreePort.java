package dev.hubbub.peers;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are told beforehand where to listen. They are below those that a system gives to whoever asks for any
 * (from 32768 on with Linux): between the choice and the server's start such a port may become the end of somebody's connection.
 * No port is given twice, and processes begin at different ones.
 */
public final class FreePort {
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 32_000;
    private static final AtomicInteger next =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(HIGHEST - LOWEST));

    private FreePort() {}

    /** A port on which nobody listens. */
    public static int take() throws IOException {
        for (int tries = 0; tries < HIGHEST - LOWEST; tries++) {
            int port = LOWEST + Math.floorMod(next.getAndIncrement(), HIGHEST - LOWEST);
            try (ServerSocket everywhere = new ServerSocket(port)) {
                return everywhere.getLocalPort();
            } catch (BindException e) {
                // somebody listens there already: the next one, then
            }
        }
        throw new IOException("no port is free");
    }
}
