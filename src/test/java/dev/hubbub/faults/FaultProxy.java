package dev.hubbub.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on loopback whose {@link Fault} can be changed at any moment; it holds for the connections there are and
 * for those that come. When a fault that loses bytes is over, the connections that lost some are reset, as no protocol
 * could go on there.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration USUAL_DELAY = Duration.ofMillis(200);

    private final ServerSocket door;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private Fault fault = Fault.NONE;
    private Duration delay = USUAL_DELAY;

    /** @param target the port of this machine behind it; it need not be open yet */
    public FaultProxy(int target) throws IOException {
        this(target, 0);
    }

    /** The same at a port that another one has had before. */
    public FaultProxy(int target, int port) throws IOException {
        this.target = target;
        this.door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        daemon("accept", this::accept);
    }

    /** Where to connect to instead of the target. */
    public int port() {
        return door.getLocalPort();
    }

    /** How many connections have come in so far. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections stand now. */
    public int open() {
        return links.size();
    }

    /** From now on this fault. */
    public synchronized void set(Fault next) {
        fault = next;
        if (next == Fault.RESET) {
            links.forEach(Link::reset);
        } else if (!next.losesBytes()) {
            links.stream().filter(link -> link.lostBytes).forEach(Link::reset);
        }
        notifyAll();
    }

    /** From now on every piece comes so much later. */
    public synchronized void delay(Duration each) {
        delay = each;
        set(Fault.DELAY);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                accepted.incrementAndGet();
                daemon("connect", () -> connect(client));
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        Link link = new Link(client, server);
        try {
            synchronized (this) {
                links.add(link);
                if (fault == Fault.RESET) {
                    link.reset();
                    return;
                }
            }
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            daemon("answers", () -> link.pump(server, client));
            link.pump(client, server);
        } catch (IOException e) {
            // the target is away: so is the proxy
            link.reset();
        }
    }

    /** Waits while nobody is to read. @return what holds then */
    private synchronized Fault whenRead() throws InterruptedException {
        while (fault == Fault.STALL && !door.isClosed()) {
            wait();
        }
        return fault;
    }

    private synchronized Duration delay() {
        return delay;
    }

    /** Closes the door and breaks all connections. */
    @Override
    public void close() throws IOException {
        door.close();
        synchronized (this) {
            links.forEach(Link::reset);
            notifyAll();
        }
    }

    /** One connection through the proxy, from client to server and back. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean lostBytes;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to) {
            byte[] piece = new byte[8192];
            try {
                while (true) {
                    Fault unused = whenRead();
                    int length = from.getInputStream().read(piece);
                    Fault now = whenRead();
                    boolean lost = now == Fault.DROP || (now == Fault.DROP_ANSWERS && from == server);
                    if (length < 0) {
                        end(to, lost);
                        return;
                    } else if (lost) {
                        lostBytes = true;
                    } else {
                        pass(to, piece, length, now);
                    }
                }
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void pass(Socket to, byte[] piece, int length, Fault now) throws IOException, InterruptedException {
            if (lostBytes) {
                // the fault is over, and so is a connection with a hole in it
                throw new IOException("bytes were lost");
            }
            if (now == Fault.DELAY) {
                TimeUnit.NANOSECONDS.sleep(delay().toNanos());
            }
            int step = now == Fault.BYTE_BY_BYTE ? 1 : length;
            for (int at = 0; at < length; at += step) {
                to.getOutputStream().write(piece, at, step);
            }
        }

        /** One side has said all; once both have, the connection is over. Lost in a black hole, this stays unsaid as well. */
        private void end(Socket to, boolean lost) throws IOException {
            if (lost) {
                lostBytes = true;
            } else {
                to.shutdownOutput();
                if (client.isOutputShutdown() && server.isOutputShutdown()) {
                    reset();
                }
            }
        }

        /** Breaks both sides; where all was said already, nobody notices. */
        void reset() {
            links.remove(this);
            for (Socket side : new Socket[] {client, server}) {
                try {
                    if (!side.isOutputShutdown() && !side.isClosed()) {
                        side.setSoLinger(true, 0);
                    }
                    side.close();
                } catch (IOException e) {
                    // it is broken, as it should be
                }
            }
        }
    }
}
