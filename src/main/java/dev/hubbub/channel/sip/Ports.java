package dev.hubbub.channel.sip;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports that are free for UDP and TCP alike: the library takes none at random. */
public final class Ports {
    private static final int TRIES = 20;

    private Ports() {}

    /** A port that is free now. */
    public static int free(String host) throws IOException {
        BindException last = new BindException("no port is free");
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName(host))) {
                if (isFree(host, tcp.getLocalPort())) {
                    return tcp.getLocalPort();
                }
            }
        }
        throw last;
    }

    private static boolean isFree(String host, int port) throws IOException {
        try (DatagramSocket udp = new DatagramSocket(port, InetAddress.getByName(host))) {
            return udp.isBound();
        } catch (BindException e) {
            return false;
        }
    }

    /** This port, or another one if it is 0 or taken. */
    public static int orFree(String host, int wished) throws IOException {
        if (wished != 0 && isFree(host, wished)) {
            try (ServerSocket tcp = new ServerSocket(wished, 1, InetAddress.getByName(host))) {
                return tcp.getLocalPort();
            } catch (BindException e) {
                return free(host);
            }
        }
        return free(host);
    }
}
