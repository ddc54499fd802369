package dev.hubbub.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the hub waits for the rest of a request on one connection. The head of the first has to be there in time after
 * the connection came, that of each further one after its first byte; a body in as much time and a second more for each
 * 8 KiB of it. Whoever takes longer is cut off without a word, and so is who goes on sending long after the largest body.
 * A connection between two requests waits for nothing, nor does one whose request the hub has stopped reading.
 */
final class Patience {
    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final String DECODER = "httpDecoder";
    private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / 8192;
    /** More than any chunked writing adds between the last byte that is allowed and the refusal. */
    private static final long SLACK = 1 << 20;

    private static final long NOTHING = 0;

    private final Channel channel;
    private final long patience;
    private final long maxBody;
    /** By when the rest has to be there; {@link #NOTHING} if there is no rest. Written by the event loop alone. */
    private volatile long deadline;

    private boolean inRequest;
    private long bodyFrom;
    private long bodyBytes;

    Patience(Channel channel, Duration patience, long maxBody) {
        this.channel = channel;
        this.patience = patience.toNanos();
        this.maxBody = maxBody;
    }

    /** Begins to wait for the first request. */
    void begin() {
        await(System.nanoTime() + patience);
        channel.pipeline().addBefore(DECODER, "hubbub-bytes", new Bytes());
        channel.pipeline().addAfter(DECODER, "hubbub-requests", new Requests());
    }

    /** Cuts the connection if it has kept the hub waiting for too long. */
    void look(long now) {
        long due = deadline;
        if (due != NOTHING && now - due > 0) {
            channel.eventLoop().execute(() -> cutIfStillWaiting(now));
        }
    }

    private void cutIfStillWaiting(long now) {
        long due = deadline;
        if (due == NOTHING || now - due <= 0) {
            return;
        }
        if (channel.pipeline().get(DECODER) == null) {
            // what is spoken here by now is not HTTP any more
            deadline = NOTHING;
            return;
        }
        if (!channel.config().isAutoRead()) {
            // it is the hub that does not read: the caller has its whole time again afterwards
            await(now + patience);
            return;
        }
        log.debug("A connection is cut off: its request does not come");
        Cut.off(channel);
    }

    private void await(long due) {
        deadline = due == NOTHING ? 1 : due;
    }

    /** Sees the first byte of a request. */
    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            if (deadline == NOTHING && !inRequest && bytes instanceof ByteBuf) {
                await(System.nanoTime() + patience);
            }
            context.fireChannelRead(bytes);
        }
    }

    /** Sees the head, the body and the end of a request. */
    private final class Requests extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            if (part instanceof HttpRequest) {
                inRequest = true;
                bodyBytes = 0;
                bodyFrom = NOTHING;
            }
            if (part instanceof LastHttpContent) {
                inRequest = false;
                deadline = NOTHING;
            } else if (part instanceof HttpContent piece) {
                awaitMore(piece.content().readableBytes());
            }
            context.fireChannelRead(part);
        }

        /** The whole head, or a piece of the body, has come, and what follows has not. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (inRequest && bodyFrom == NOTHING) {
                awaitMore(0);
            }
            context.fireChannelReadComplete();
        }

        private void awaitMore(int bytes) {
            if (bodyFrom == NOTHING) {
                bodyFrom = System.nanoTime();
            }
            bodyBytes += bytes;
            await(bodyFrom + patience + bodyBytes * NANOS_PER_BYTE);
            if (bodyBytes > maxBody + SLACK) {
                log.debug("A connection is cut off: its body does not end");
                Cut.off(channel);
            }
        }
    }
}
