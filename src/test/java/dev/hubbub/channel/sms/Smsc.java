package dev.hubbub.channel.sms;

import dev.hubbub.peers.FreePort;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/** An SMSC of jsmpp's server side, which can refuse, leave without an answer, and be stopped and started. */
public final class Smsc implements AutoCloseable {
    /** Instead of a status: the connection goes before there is an answer. */
    static final int HANG_UP = -1;

    static final String USER = "hub";
    static final String PASSWORD = "secret";

    private final int port;
    private final List<SubmitSm> taken = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private static final int FIRST_ID = 1001;

    private final AtomicInteger rejections = new AtomicInteger();
    private final AtomicInteger binds = new AtomicInteger();
    private volatile @Nullable SMPPServerSessionListener listener;
    private volatile ToIntFunction<SubmitSm> judge = submitted -> 0;

    private volatile @Nullable SSLContext tls;

    private Smsc(int port) {
        this.port = port;
    }

    /** On a free port, stopped. */
    public static Smsc stopped() throws IOException {
        return new Smsc(FreePort.take());
    }

    public static Smsc started() throws IOException {
        Smsc made = stopped();
        made.start();
        return made;
    }

    /** One whose connections are encrypted. */
    static Smsc encrypted(SSLContext tls) throws IOException {
        Smsc made = stopped();
        made.tls = tls;
        made.start();
        return made;
    }

    private record Socket(ServerSocket socket) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }

    public void start() throws IOException {
        // somebody else's connection may have the port for a moment
        ServerSocket socket = Awaitility.await().ignoreExceptions().until(this::bind, Objects::nonNull);
        SMPPServerSessionListener made = new SMPPServerSessionListener(port, new Socket(socket));
        made.setMessageReceiverListener((ServerMessageReceiverListener) Proxy.newProxyInstance(
                Smsc.class.getClassLoader(), new Class<?>[] {ServerMessageReceiverListener.class}, handler()));
        listener = made;
        background(() -> accept(made));
    }

    private ServerSocket bind() throws IOException {
        SSLContext encrypting = tls;
        ServerSocket socket = encrypting == null
                ? new ServerSocket()
                : encrypting.getServerSocketFactory().createServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "test-smsc");
        thread.setDaemon(true);
        thread.start();
    }

    private InvocationHandler handler() {
        return (proxy, method, arguments) -> {
            if (method.getName().equals("onAcceptSubmitSm")) {
                return submitted((SubmitSm) arguments[0], (SMPPServerSession) arguments[1]);
            }
            return null;
        };
    }

    private void accept(SMPPServerSessionListener from) {
        while (true) {
            try {
                SMPPServerSession session = from.accept();
                background(() -> bind(session));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(5000);
            if (!request.getSystemId().equals(USER) || !Objects.equals(request.getPassword(), PASSWORD)) {
                rejections.incrementAndGet();
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
                return;
            }
            session.setTransactionTimer(TimeUnit.SECONDS.toMillis(10));
            request.accept("test");
            sessions.add(0, session);
            binds.incrementAndGet();
        } catch (IOException | TimeoutException | PDUException e) {
            session.close();
        }
    }

    private SubmitSmResult submitted(SubmitSm submitted, SMPPServerSession session) throws Exception {
        int status = judge.applyAsInt(submitted);
        if (status == HANG_UP) {
            taken.add(submitted);
            session.close();
            throw new ProcessRequestException("gone", SMPPConstant.STAT_ESME_RSYSERR);
        }
        if (status != 0) {
            throw new ProcessRequestException("no", status);
        }
        synchronized (taken) {
            taken.add(submitted);
            return new SubmitSmResult(new MessageId(id(taken.size() - 1)), new OptionalParameter[0]);
        }
    }

    /** The id under which it took the n-th message, from 0. */
    String id(int n) {
        return Integer.toHexString(FIRST_ID + n).toUpperCase(Locale.ROOT);
    }

    /** How it answers what is submitted: with this status. */
    void judge(ToIntFunction<SubmitSm> with) {
        judge = with;
    }

    public int port() {
        return port;
    }

    /** Connections that have been bound so far. */
    int binds() {
        return binds.get();
    }

    /** Connections that were refused for their password. */
    int rejections() {
        return rejections.get();
    }

    /** What was taken, as it came. */
    public List<SubmitSm> taken() {
        return taken;
    }

    /** What was taken, read: parts without their headers. */
    public List<String> texts() {
        return taken.stream().map(Smsc::text).toList();
    }

    private static String text(SubmitSm submitted) {
        byte[] body = submitted.getShortMessage();
        byte[] rest = submitted.isUdhi() ? Header.read(body).rest() : body;
        return submitted.getDataCoding() == 8 ? new String(rest, StandardCharsets.UTF_16BE) : Gsm7.decode(rest);
    }

    boolean isBound() {
        return sessions.stream().anyMatch(session -> session.getSessionState().isBound());
    }

    /** Hands a message over; the status it is answered with. */
    public int deliver(String from, int esmClass, int coding, byte[] body, OptionalParameter... parameters) {
        SMPPServerSession session = sessions.stream()
                .filter(one -> one.getSessionState().isBound())
                .findFirst()
                .orElseThrow();
        boolean number = from.startsWith("+");
        try {
            session.deliverShortMessage(
                    "",
                    number ? TypeOfNumber.INTERNATIONAL : TypeOfNumber.ALPHANUMERIC,
                    number ? NumberingPlanIndicator.ISDN : NumberingPlanIndicator.UNKNOWN,
                    number ? from.substring(1) : from,
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    "4915550000000",
                    new ESMClass(esmClass),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    DataCodings.newInstance((byte) coding),
                    body,
                    parameters);
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        } catch (PDUException | ResponseTimeoutException | InvalidResponseException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands over a text in the default alphabet. */
    public int deliver(String from, String text) {
        return deliver(from, 0, 0, Gsm7.encode(text));
    }

    /** Hands over one part of a long text. */
    int part(String from, int reference, int total, int number, String text) {
        return deliver(from, 0x40, 0, new Header(reference, total, number).before(Gsm7.encode(text)));
    }

    /** Ends all connections and listens no more. */
    public void stop() throws IOException {
        stop(SMPPServerSession::close);
    }

    /** As {@link #stop}, but says goodbye first (unbind). */
    void leave() throws IOException {
        stop(SMPPServerSession::unbindAndClose);
    }

    private void stop(Consumer<SMPPServerSession> with) throws IOException {
        SMPPServerSessionListener open = listener;
        listener = null;
        if (open != null) {
            open.close();
        }
        sessions.forEach(with);
        sessions.clear();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
