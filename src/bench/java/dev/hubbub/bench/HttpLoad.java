package dev.hubbub.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cheap HTTP client for load: all connections on one thread, requests made beforehand. It shares the machine with what
 * it measures, so it does as little as it can.
 */
final class HttpLoad {
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final double WINDOW_SECONDS = 2;
    private static final double FASTER = 1.03;
    private static final int WINDOWS_NO_FASTER = 4;

    private final InetSocketAddress address;
    private final List<byte[]> requests;

    /** @param requests whole HTTP/1.1 requests, sent in turn */
    HttpLoad(int port, List<byte[]> requests) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.requests = List.copyOf(requests);
    }

    /**
     * What came of it.
     *
     * @param seconds how long it took
     * @param statuses how many answers had each status
     */
    record Outcome(double seconds, Latencies latencies, Map<Integer, Long> statuses) {
        long answered() {
            return latencies.count();
        }

        double perSecond() {
            return answered() / seconds;
        }

        /** Fails unless every answer had this status. */
        Outcome all(int status) {
            if (!statuses.keySet().equals(java.util.Set.of(status))) {
                throw new IllegalStateException("expected " + status + " only, got " + statuses);
            }
            return this;
        }
    }

    /**
     * Loads it until that gets no faster, because whatever is behind it has compiled what it uses.
     *
     * @param longest seconds after which it is warm enough in any case
     */
    void warm(int connections, double longest) throws IOException {
        double best = 0;
        int noFaster = 0;
        long end = System.nanoTime() + (long) (longest * 1e9);
        while (noFaster < WINDOWS_NO_FASTER && System.nanoTime() < end) {
            double rate = closed(connections, WINDOW_SECONDS).perSecond();
            noFaster = rate > best * FASTER ? 0 : noFaster + 1;
            best = Math.max(best, rate);
        }
    }

    /** Each connection sends its next request as soon as the last is answered. */
    Outcome closed(int connections, double seconds) throws IOException {
        return run(connections, seconds, 0);
    }

    /** So many requests a second, whatever becomes of them; latency counts from when each was due. */
    Outcome paced(int connections, double seconds, double perSecond) throws IOException {
        return run(connections, seconds, perSecond);
    }

    /** Each request once, on so many connections. */
    Outcome each(int connections) throws IOException {
        return run(connections, 3600, 0, requests.size());
    }

    private Outcome run(int connections, double seconds, double perSecond) throws IOException {
        return run(connections, seconds, perSecond, Long.MAX_VALUE);
    }

    private Outcome run(int connections, double seconds, double perSecond, long most) throws IOException {
        try (Selector selector = Selector.open()) {
            Run run = new Run(selector, perSecond, most);
            try {
                run.open(connections);
                return run.go(seconds);
            } finally {
                run.close();
            }
        }
    }

    /** One request at a time on one connection. */
    private static final class Connection {
        final SocketChannel channel;
        final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
        ByteBuffer out = ByteBuffer.allocate(0);
        long began;
        int scanned;
        int whole = -1;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final class Run {
        private final Selector selector;
        private final double perSecond;
        private final List<Connection> all = new ArrayList<>();
        private final Deque<Connection> idle = new ArrayDeque<>();
        private final Latencies latencies = new Latencies();
        private final Map<Integer, Long> statuses = new TreeMap<>();
        private final long most;
        private int next;
        private int busy;

        Run(Selector selector, double perSecond, long most) {
            this.selector = selector;
            this.perSecond = perSecond;
            this.most = most;
        }

        void open(int connections) throws IOException {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(address);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Connection connection = new Connection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                all.add(connection);
                idle.add(connection);
            }
        }

        Outcome go(double seconds) throws IOException {
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            long sent = 0;
            while (true) {
                long now = System.nanoTime();
                boolean open = now < end && sent < most;
                if (!open && busy == 0) {
                    break;
                }
                if (now > end + 60_000_000_000L) {
                    throw new IOException(busy + " requests were not answered within a minute");
                }
                if (open && perSecond == 0) {
                    while (!idle.isEmpty() && sent < most) {
                        send(idle.poll(), System.nanoTime());
                        sent++;
                    }
                } else if (open) {
                    long due = (long) ((now - start) / 1e9 * perSecond);
                    while (sent < due && !idle.isEmpty()) {
                        send(idle.poll(), start + (long) (sent / perSecond * 1e9));
                        sent++;
                    }
                }
                select();
            }
            return new Outcome((System.nanoTime() - start) / 1e9, latencies, statuses);
        }

        private void select() throws IOException {
            if (perSecond > 0) {
                selector.select(this::ready, 1);
            } else {
                selector.select(this::ready, 100);
            }
        }

        private void send(Connection connection, long began) throws IOException {
            connection.began = began;
            connection.out = ByteBuffer.wrap(requests.get(next));
            next = (next + 1) % requests.size();
            busy++;
            write(connection);
        }

        private void write(Connection connection) throws IOException {
            connection.channel.write(connection.out);
            boolean more = connection.out.hasRemaining();
            SelectionKey key = connection.channel.keyFor(selector);
            int wanted = more ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        }

        private void ready(SelectionKey key) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isWritable()) {
                    write(connection);
                }
                if (key.isReadable()) {
                    read(connection);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void read(Connection connection) throws IOException {
            if (connection.channel.read(connection.in) < 0) {
                throw new IOException("the server has closed a connection");
            }
            if (connection.whole < 0) {
                head(connection);
            }
            if (connection.whole >= 0 && connection.in.position() >= connection.whole) {
                latencies.record(System.nanoTime() - connection.began);
                connection.in.clear();
                connection.scanned = 0;
                connection.whole = -1;
                busy--;
                idle.add(connection);
            }
        }

        /** Looks for the end of the head, then knows how long the answer is. */
        private void head(Connection connection) {
            ByteBuffer in = connection.in;
            for (int i = Math.max(0, connection.scanned - 3); i + 3 < in.position(); i++) {
                if (in.get(i) == END[0]
                        && in.get(i + 1) == END[1]
                        && in.get(i + 2) == END[2]
                        && in.get(i + 3) == END[3]) {
                    byte[] head = new byte[i];
                    in.get(0, head);
                    String text = new String(head, StandardCharsets.ISO_8859_1);
                    statuses.merge(Integer.parseInt(text.substring(9, 12)), 1L, Long::sum);
                    connection.whole = i + 4 + length(text);
                    return;
                }
            }
            connection.scanned = in.position();
        }

        private int length(String head) {
            int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
            if (at < 0) {
                return 0;
            }
            int end = head.indexOf('\r', at);
            return Integer.parseInt(
                    head.substring(at + 15, end < 0 ? head.length() : end).strip());
        }

        void close() throws IOException {
            for (Connection connection : all) {
                connection.channel.close();
            }
        }
    }
}
