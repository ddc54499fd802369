package dev.hubbub.sandbox;

import dev.hubbub.channel.sms.Handset;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.math.BigInteger;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SMSC for trying the hub, with as many phones as anybody likes: what is sent to them can be looked at ({@link #sent}), and
 * they can write ({@link #say}). It forgets everything when it stops.
 */
public final class SmsSandbox implements SmsScreens, AutoCloseable {
    /** The hub's own number there. */
    public static final String NUMBER = "+4915550000000";

    private static final Logger LOG = LoggerFactory.getLogger(SmsSandbox.class);
    private static final String USER = "hubbub";
    private static final int WAITING = 1000;
    private static final long BIND_MILLIS = 5000;
    private static final long ANSWER_MILLIS = 30_000;
    private static final long AGAIN_MILLIS = 500;

    /** Ids begin where none, read as decimal, is another one read as hexadecimal: receipts show them in both. */
    private static final int FIRST_ID = 0x5000_0000;

    private final SMPPServerSessionListener listener;
    private final int port;
    private final String password;
    private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final Notes notes;
    private final BlockingQueue<Typed> typed = new LinkedBlockingQueue<>(WAITING);
    private final Handset handset = new Handset();
    private final AtomicInteger numbers = new AtomicInteger(FIRST_ID);
    private final ExecutorService work = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hubbub-sandbox-sms");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A text that a phone got.
     *
     * @param from sender as the phone shows it
     * @param to the phone's number, {@code +49…}
     * @param at when
     */
    public record Sent(String from, String to, String text, Instant at) {
        @Override
        public String toString() {
            return "Sent[" + from + " to " + to + " at " + at + "]";
        }
    }

    /** A text that waits for the hub to take it. */
    private record Typed(String from, List<Handset.Air> parts) {}

    /** The library would listen on all of the machine's addresses. */
    private record OneSocket(ServerSocket socket) implements ServerConnectionFactory {
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

    private SmsSandbox(ServerSocket socket, String password, Keep keep) throws IOException {
        this.notes = new Notes(keep);
        this.port = socket.getLocalPort();
        this.password = password;
        this.listener = new SMPPServerSessionListener(port, new OneSocket(socket));
        this.listener.setMessageReceiverListener(new Submissions(this::submitted));
    }

    /** Starts on the port that the settings say, or on a free one if that is taken. */
    static SmsSandbox start(Settings settings, Keep keep) throws IOException {
        return start(settings.integer(Key.SANDBOX_SMS_PORT), keep);
    }

    /** Starts on this port, or on a free one if it is 0 or taken. */
    public static SmsSandbox start(int port) throws IOException {
        return start(port, Keep.USUAL);
    }

    private static SmsSandbox start(int port, Keep keep) throws IOException {
        SmsSandbox made = new SmsSandbox(bind(port), new BigInteger(40, new SecureRandom()).toString(36), keep);
        made.work.execute(made::accept);
        made.work.execute(made::deliver);
        if (port != 0 && made.port != port) {
            LOG.warn("port {} is busy: the sandbox's SMSC is on port {} instead", port, made.port);
        }
        LOG.info("sandbox: SMSC on 127.0.0.1:{}, the hub's number is {}", made.port, NUMBER);
        return made;
    }

    private static ServerSocket bind(int port) throws IOException {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (BindException e) {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
    }

    /** The same settings with this SMSC as the hub's. */
    public Settings applyTo(Settings settings) {
        String origin = "sandbox";
        Settings changed = settings.with(Key.SMS_HOST, "127.0.0.1", origin)
                .with(Key.SMS_PORT, Integer.toString(port), origin)
                .with(Key.SMS_TLS, "false", origin)
                .with(Key.SMS_USER, USER, origin)
                .with(Key.SMS_PASSWORD, password, origin);
        return settings.has(Key.SMS_SOURCE) ? changed : changed.with(Key.SMS_SOURCE, NUMBER, origin);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** What phones got, the latest last, as far as it is remembered. */
    public List<Sent> sent() {
        return notes.all().stream()
                .filter(note -> !note.written())
                .map(note -> new Sent(note.from(), note.box(), note.text(), note.at()))
                .toList();
    }

    /** What phones got and wrote. */
    Notes notes() {
        return notes;
    }

    /** What one phone shows: a line for each text, the latest last. */
    @Override
    public String screen(String number) {
        return sent().stream()
                .filter(text -> text.to().equals(international(number)))
                .map(text -> text.at() + " " + text.from() + ": " + text.text() + "\n")
                .collect(Collectors.joining());
    }

    /** A number may be written without its plus, which means something else in addresses of the web. */
    private static String international(String number) {
        return number.matches("\\d{7,15}") ? "+" + number : number;
    }

    /**
     * A phone sends a text to the hub, now or as soon as the hub takes it.
     *
     * @throws IllegalStateException if too many are waiting
     */
    @Override
    public void say(String from, String text) {
        String number = international(from);
        offer(new Typed(number, Handset.type(text, numbers.incrementAndGet() & 0xFF)));
        notes.add(Note.wrote(number, number, NUMBER, text));
    }

    /** As {@link #say}, what a program on the phone sends. */
    public void send(String from, byte[] bytes) {
        offer(new Typed(international(from), Handset.send(bytes, numbers.incrementAndGet())));
    }

    private void offer(Typed one) {
        if (!typed.offer(one)) {
            throw new IllegalStateException("too many texts wait for the hub");
        }
    }

    private void accept() {
        while (!work.isShutdown()) {
            try {
                SMPPServerSession session = listener.accept();
                work.execute(() -> greet(session));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void greet(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(BIND_MILLIS);
            if (!request.getSystemId().equals(USER) || !request.getPassword().equals(password)) {
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
                session.close();
                return;
            }
            session.setTransactionTimer(ANSWER_MILLIS);
            request.accept("sandbox");
            sessions.add(session);
        } catch (IOException | TimeoutException | PDUStringException e) {
            session.close();
        }
    }

    private String submitted(SubmitSm submit, SMPPServerSession session) {
        String id = Integer.toHexString(numbers.incrementAndGet()).toUpperCase(Locale.ROOT);
        Handset.Air air = new Handset.Air(submit.getDataCoding(), submit.isUdhi(), submit.getShortMessage());
        String to = SmsPdu.number(submit.getDestAddress(), submit.getDestAddrTon());
        String from = SmsPdu.number(submit.getSourceAddr(), submit.getSourceAddrTon());
        handset.take(from + to, air).ifPresent(text -> notes.add(Note.got(to, from, text)));
        if (submit.getRegisteredDelivery() != 0) {
            work.execute(() -> SmsPdu.receipt(session, id, submit));
        }
        return id;
    }

    /** Hands over one text after another; what the hub does not take is offered again. */
    private void deliver() {
        try {
            while (!work.isShutdown()) {
                Typed next = typed.take();
                while (!taken(next)) {
                    TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean taken(Typed one) {
        sessions.removeIf(session -> !session.getSessionState().isBound());
        return sessions.stream()
                .findFirst()
                .filter(session -> SmsPdu.deliver(session, one.from(), one.parts()))
                .isPresent();
    }

    @Override
    public void close() throws IOException {
        work.shutdownNow();
        listener.close();
        sessions.forEach(SMPPServerSession::close);
    }
}
