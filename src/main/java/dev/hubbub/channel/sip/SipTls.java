package dev.hubbub.channel.sip;

import dev.hubbub.channel.PemIdentity;
import gov.nist.core.net.DefaultNetworkLayer;
import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Makes the library's sockets, and sees to what it does not look at: whoever is called has to show a certificate that is believed
 * and names the server (RFC 5922, 7.3), before anything is said to it.
 */
final class SipTls implements NetworkLayer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NetworkLayer plain = DefaultNetworkLayer.SINGLETON;
    private final SSLContext context;
    private final String server;

    /**
     * @param context shows the own certificate, and believes others
     * @param server the name of everybody who is called; an IP address may stand in brackets
     */
    SipTls(SSLContext context, String server) {
        this.context = context;
        this.server = server.replaceAll("[\\[\\]]", "");
    }

    /** As the settings say; none where it is not spoken. */
    static @Nullable SipTls of(SipSettings settings) throws IOException {
        Path certificate = settings.certificate();
        return certificate == null
                ? null
                : new SipTls(
                        PemIdentity.context(certificate, settings.trust()),
                        settings.server().host());
    }

    /** The library knows old ones only. */
    String[] ciphers() {
        return context.getDefaultSSLParameters().getCipherSuites();
    }

    String[] protocols() {
        return context.getDefaultSSLParameters().getProtocols();
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress here) throws IOException {
        return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, here);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return createSSLSocket(address, port, null);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, @Nullable InetAddress here) throws IOException {
        Socket wire = new Socket();
        try {
            wire.bind(here == null ? null : new InetSocketAddress(here, 0));
            wire.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
            SSLSocket made = (SSLSocket) context.getSocketFactory().createSocket(wire, server, port, true);
            SSLParameters parameters = made.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            made.setSSLParameters(parameters);
            return made;
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress here) throws IOException {
        return plain.createServerSocket(port, backlog, here);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return plain.createSocket(address, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress here) throws IOException {
        return plain.createSocket(address, port, here);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress here, int ownPort) throws IOException {
        return plain.createSocket(address, port, here, ownPort);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return plain.createDatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress here) throws SocketException {
        return plain.createDatagramSocket(port, here);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        plain.setSipStack(stack);
    }
}
