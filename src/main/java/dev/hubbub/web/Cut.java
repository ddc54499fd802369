package dev.hubbub.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends connections whose other side is not to be waited for. */
public final class Cut {
    private Cut() {}

    /**
     * Closes a connection at once. Vert.x's own way, through its handler at the end of the pipeline, lets what is waiting
     * go out first, which never happens if the other side does not read: this begins at the other end.
     */
    public static void off(HttpConnection connection) {
        off(((ConnectionBase) connection).channel());
    }

    static void off(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        var unused = first == null ? channel.close() : first.close();
    }
}
