package dev.hubbub.bench;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** An SMSC that takes everything at once and only counts. */
final class BenchSmsc implements AutoCloseable {
    private final int port;
    private final SMPPServerSessionListener listener;
    private final AtomicInteger taken = new AtomicInteger();

    BenchSmsc() throws IOException {
        port = Ground.freePort();
        listener = new SMPPServerSessionListener(port);
        listener.setPduProcessorDegree(8);
        listener.setMessageReceiverListener((ServerMessageReceiverListener) Proxy.newProxyInstance(
                BenchSmsc.class.getClassLoader(),
                new Class<?>[] {ServerMessageReceiverListener.class},
                (proxy, method, arguments) -> method.getName().equals("onAcceptSubmitSm") ? take() : null));
        daemon(this::accept);
    }

    private SubmitSmResult take() throws PDUException {
        return new SubmitSmResult(
                new MessageId(Integer.toHexString(taken.incrementAndGet())), new OptionalParameter[0]);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "bench-smsc");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SMPPServerSession session = listener.accept();
                daemon(() -> bind(session));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(5000);
            request.accept("bench");
        } catch (IOException | TimeoutException | PDUException e) {
            session.close();
        }
    }

    int port() {
        return port;
    }

    /** How many messages it has taken. */
    int taken() {
        return taken.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
