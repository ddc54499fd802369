package dev.hubbub.channel.xmpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a connection's sockets, and can cut them. Closing TLS in good order waits for whoever is writing, and that one
 * for a peer that may never read again; the socket below it waits for nobody.
 */
final class OpenSockets extends SocketFactory {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSockets.class);

    private final Queue<Socket> made = new ConcurrentLinkedQueue<>();

    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        made.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return kept(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return kept(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return kept(new Socket(host, port, local, localPort));
    }

    private Socket kept(Socket socket) {
        made.add(socket);
        return socket;
    }

    void close() {
        for (Socket socket = made.poll(); socket != null; socket = made.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("a socket could not be closed: {}", e.toString());
            }
        }
    }
}
