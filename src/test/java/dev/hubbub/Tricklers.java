package dev.hubbub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Callers that say something and then one byte a second, for ever, on a connection each; all on one thread. */
final class Tricklers implements AutoCloseable {
    private static final long TICK_MILLIS = 1000;

    private final List<Trickler> all = new ArrayList<>();
    private final Thread thread = new Thread(this::trickle, "tricklers");
    private volatile boolean closed;

    private record Trickler(SocketChannel channel, long since) {}

    /** How long each was let in, of those that were cut off; on the thread until all are cut. */
    private final List<Long> nanos = new ArrayList<>();

    /** @param first what each says at once */
    Tricklers(URI hub, int count, String first) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.getPort()));
            long since = System.nanoTime();
            channel.write(ByteBuffer.wrap(first.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            all.add(new Trickler(channel, since));
        }
        thread.setDaemon(true);
        thread.start();
    }

    synchronized int cut() {
        return nanos.size();
    }

    /** The longest that one was let in. */
    synchronized Duration longest() {
        return Duration.ofNanos(nanos.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private void trickle() {
        List<Trickler> left = new ArrayList<>(all);
        long nextByte = System.nanoTime();
        while (!closed && !left.isEmpty()) {
            boolean speak = System.nanoTime() - nextByte >= 0;
            nextByte += speak ? TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS) : 0;
            left.removeIf(one -> isCut(one, speak));
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean isCut(Trickler one, boolean speak) {
        try {
            ByteBuffer answer = ByteBuffer.allocate(4096);
            if (one.channel().read(answer) >= 0) {
                if (speak) {
                    one.channel().write(ByteBuffer.wrap(new byte[] {'x'}));
                }
                return false;
            }
        } catch (IOException e) {
            // reset: cut off as well
        }
        synchronized (this) {
            nanos.add(System.nanoTime() - one.since());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        for (Trickler one : all) {
            one.channel().close();
        }
    }
}
