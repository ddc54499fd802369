package dev.hubbub.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Many readers of event streams on one thread, and a publisher that keeps so many events in flight: it publishes when the
 * readers have, on average, heard all but that many. It counts events by their {@code data:} line and looks at nothing else.
 */
final class Fanout implements AutoCloseable {
    private static final byte[] MARK = {'\n', 'd', 'a', 't', 'a', ':'};
    private static final long PATIENCE = 60_000_000_000L;

    private final Selector selector;
    private final InetSocketAddress address;
    private final int leastData;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
    private final byte[] bytes = new byte[1 << 18];
    private final Deque<Publisher> idle = new ArrayDeque<>();
    private int readers;
    private int begun;
    private long heard;
    private long published;

    /** @param leastData bytes that each event's data has at least; so many are passed over unread */
    Fanout(int port, int leastData) throws IOException {
        this.selector = Selector.open();
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.leastData = leastData;
    }

    /** One stream as it is read. */
    private static final class Stream {
        int matched;
        int skip;
        boolean begun;
    }

    /** A connection on which events are published, one at a time. */
    private static final class Publisher {
        final SocketChannel channel;

        Publisher(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Opens so many streams and waits until each has begun to answer. */
    void read(int count, IntFunction<byte[]> request) throws IOException {
        int wanted = readers + count;
        long end = System.nanoTime() + PATIENCE;
        while (readers < wanted) {
            for (int i = 0; i < 100 && readers < wanted; i++) {
                SocketChannel channel = open(new Stream());
                channel.write(ByteBuffer.wrap(request.apply(readers)));
                readers++;
            }
            selector.select(this::ready, 1);
        }
        while (begun < wanted) {
            if (System.nanoTime() > end) {
                throw new IOException(begun + " of " + wanted + " streams have begun");
            }
            selector.select(this::ready, 100);
        }
    }

    private SocketChannel open(Object what) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        // closed at once, so that its port is free again
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Object attached = what instanceof Stream ? what : new Publisher(channel);
        channel.register(selector, SelectionKey.OP_READ, attached);
        channels.add(channel);
        if (attached instanceof Publisher publisher) {
            idle.add(publisher);
        }
        return channel;
    }

    /** Publishes for so many seconds; how many events a second were heard by readers. */
    double publish(int inFlight, double seconds, List<byte[]> requests) throws IOException {
        while (channels.size() < readers + inFlight) {
            var unused = open("publisher");
        }
        long heardBefore = heard;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            while (!idle.isEmpty() && published - heard / readers < inFlight) {
                Publisher publisher = idle.remove();
                ByteBuffer request = ByteBuffer.wrap(requests.get((int) (published % requests.size())));
                while (request.hasRemaining()) {
                    publisher.channel.write(request);
                }
                published++;
            }
            selector.select(this::ready, 10);
        }
        double perSecond = (heard - heardBefore) / ((System.nanoTime() - start) / 1e9);
        awaitAll();
        return perSecond;
    }

    /** Every event that was published must have been heard by every reader. */
    private void awaitAll() throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (heard < published * readers && System.nanoTime() < end) {
            selector.select(this::ready, 100);
        }
        if (heard != published * readers) {
            throw new IOException(published + " events for " + readers + " readers were heard " + heard + " times");
        }
    }

    private void ready(SelectionKey key) {
        try {
            in.clear();
            int count = ((SocketChannel) key.channel()).read(in);
            if (count < 0) {
                throw new IOException("the server has closed a connection");
            }
            if (key.attachment() instanceof Stream stream) {
                take(stream, count);
            } else if (key.attachment() instanceof Publisher publisher) {
                // the answer is short and comes in one piece
                idle.add(publisher);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void take(Stream stream, int count) throws IOException {
        if (!stream.begun) {
            begin(stream, count);
        }
        if (stream.skip >= count) {
            stream.skip -= count;
            return;
        }
        in.get(0, bytes, 0, count);
        int at = stream.skip;
        int matched = stream.matched;
        stream.skip = 0;
        while (at < count) {
            byte one = bytes[at++];
            matched = one == MARK[matched] ? matched + 1 : one == MARK[0] ? 1 : 0;
            if (matched == MARK.length) {
                heard++;
                matched = 0;
                at += leastData;
            }
        }
        stream.skip = at - count;
        stream.matched = matched;
    }

    private void begin(Stream stream, int count) throws IOException {
        byte[] head = new byte[Math.min(count, 200)];
        in.get(0, head);
        String text = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException("a stream is refused: " + text);
        }
        stream.begun = true;
        begun++;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
