package dev.hubbub.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.apache.vysper.mina.XmppIoHandlerAdapter;
import org.apache.vysper.mina.codec.XMPPProtocolCodecFactory;

/** A listening socket on loopback, without Vysper's filter that logs all stanzas. */
final class LoopbackEndpoint implements AutoCloseable {
    private final NioSocketAcceptor acceptor = new NioSocketAcceptor();
    private final int port;

    /**
     * Listens at once.
     *
     * @param wished the port to take; if it is busy, or 0, a free one is taken
     */
    LoopbackEndpoint(XmppIoHandlerAdapter handler, int wished) throws IOException {
        acceptor.getFilterChain().addLast("xmppCodec", new ProtocolCodecFilter(new XMPPProtocolCodecFactory()));
        acceptor.setHandler(handler);
        acceptor.setReuseAddress(true);
        acceptor.getSessionConfig().setTcpNoDelay(true);
        port = bind(wished);
    }

    private int bind(int wished) throws IOException {
        try {
            acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wished));
        } catch (IOException e) {
            // the acceptor wraps the reason
            if (wished == 0 || !(e instanceof BindException || e.getCause() instanceof BindException)) {
                throw e;
            }
            acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return acceptor.getLocalAddress().getPort();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        acceptor.setCloseOnDeactivation(true);
        acceptor.unbind();
        acceptor.dispose();
    }
}
