package dev.hubbub.channel.sms;

import dev.hubbub.channel.Backoff;
import dev.hubbub.channel.Trust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.apache.camel.component.smpp.SmppConfiguration;
import org.apache.camel.component.smpp.SmppConnectionFactory;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one account, bound as transceiver if something listens, else as transmitter. It is kept by a thread of its
 * own: whenever it is gone it comes back, after waits that double.
 */
final class SmsLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmsLine.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final SmppConfiguration account;
    private final String name;
    private final @Nullable MessageReceiverListener listener;
    private final @Nullable Path trust;
    private final Backoff backoff;
    private final Thread keeper;
    private volatile @Nullable SMPPSession session;
    private volatile boolean closed;

    /** @param trust PEM file of certificates believed besides the system's */
    SmsLine(SmppConfiguration account, String name, @Nullable MessageReceiverListener listener, @Nullable Path trust) {
        this.trust = trust;
        this.account = account;
        this.name = name;
        this.listener = listener;
        this.backoff = new Backoff(
                FIRST_WAIT, Duration.ofMillis(Math.max(account.getReconnectDelay(), FIRST_WAIT.toMillis())));
        this.keeper = new Thread(this::keep, "hubbub-sms-" + name);
        this.keeper.setDaemon(true);
    }

    void open() {
        keeper.start();
    }

    /** The session, or null while there is none. */
    @Nullable
    SMPPSession session() {
        SMPPSession current = session;
        return current != null && current.getSessionState().isTransmittable() ? current : null;
    }

    private void keep() {
        String told = "";
        while (!closed) {
            try {
                long began = System.nanoTime();
                stay();
                told = "";
                if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(account.getReconnectDelay())) {
                    backoff.reset();
                }
            } catch (IOException | RuntimeException e) {
                // once for each reason, and not every half minute while the SMSC is away
                if (!closed && !told.equals(e.toString())) {
                    told = e.toString();
                    LOG.warn("{} cannot be reached, it is tried again: {}", name, e.getMessage());
                }
            } catch (InterruptedException e) {
                LOG.debug("{} is interrupted", name);
            }
            rest();
        }
    }

    /** Connects, and returns when the connection has gone. */
    private void stay() throws IOException, InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        SMPPSession made = new SMPPSession(connections());
        made.setEnquireLinkTimer(account.getEnquireLinkTimer());
        made.setTransactionTimer(account.getTransactionTimer());
        made.setPduProcessorDegree(account.getPduProcessorDegree());
        made.setQueueCapacity(account.getPduProcessorQueueCapacity());
        made.setMessageReceiverListener(listener);
        made.addSessionStateListener((now, before, source) -> {
            if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
                gone.countDown();
            }
        });
        try {
            String unused = made.connectAndBind(
                    account.getHost(), account.getPort(), bind(), Math.max(1000, account.getTransactionTimer()));
            session = made;
            LOG.info("{} is connected", name);
            gone.await();
            LOG.warn("{} is gone; it is looked for again", name);
        } finally {
            session = null;
            made.unbindAndClose();
        }
    }

    private BindParameter bind() {
        return new BindParameter(
                listener == null ? BindType.BIND_TX : BindType.BIND_TRX,
                account.getSystemId(),
                account.getPassword(),
                account.getSystemType(),
                TypeOfNumber.valueOf(account.getTypeOfNumber()),
                NumberingPlanIndicator.valueOf(account.getNumberingPlanIndicator()),
                account.getAddressRange(),
                account.getInterfaceVersionByte());
    }

    private ConnectionFactory connections() {
        return account.getHttpProxyHost() == null ? this::connect : SmppConnectionFactory.getInstance(account);
    }

    /** Unlike Camel's own, it does not wait for ever, and holds a certificate against the host's name. */
    private Connection connect(String host, int port) throws IOException {
        Socket socket = account.isUsingSSL() ? encrypting().createSocket() : new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), account.getTransactionTimer());
            if (socket instanceof SSLSocket secured) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
                // whoever takes the connection and says nothing is not waited for without end
                secured.setSoTimeout(account.getTransactionTimer());
                secured.startHandshake();
            }
            return new SocketConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private SocketFactory encrypting() throws IOException {
        Path extra = trust;
        if (extra == null) {
            return SSLSocketFactory.getDefault();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {Trust.besidesSystem(extra)}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("hubbub.sms.trust: " + e.getMessage(), e);
        }
    }

    private void rest() {
        long end = System.nanoTime() + backoff.next().toNanos();
        try {
            while (!closed && end - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.sleep(Math.max(1, end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            LOG.debug("{} does not wait any longer", name);
        }
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join(account.getTransactionTimer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
