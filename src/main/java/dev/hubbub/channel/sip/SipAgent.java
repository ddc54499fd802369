package dev.hubbub.channel.sip;

import gov.nist.javax.sip.RequestEventExt;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.util.List;
import java.util.TooManyListenersException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SIP user agent on UDP and TCP of one port, or on TLS alone. Transactions (retransmissions, repeats of a request, timers) are the library's;
 * what comes is served on threads of the agent's own, so that a slow hub does not stop the network.
 */
public final class SipAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipAgent.class);
    private static final int THREADS = 8;
    private static final int WAITING = 1000;

    /** After the library's own timer F, which is 64 times half a second. */
    private static final int PATIENCE_SECONDS = 40;

    private final SipStackImpl stack;
    private final SipProvider provider;
    private final Consumer<SipAsked> service;
    private final ThreadPoolExecutor work;
    private final Ears ears = new Ears();
    private final String host;
    private final int port;
    private final List<Transport> transports;

    private SipAgent(SipStackImpl stack, String host, int port, List<Transport> transports, Consumer<SipAsked> service)
            throws SipException, InvalidArgumentException {
        this.stack = stack;
        this.host = host;
        this.port = port;
        this.service = service;
        this.work = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "hubbub-sip");
                    thread.setDaemon(true);
                    return thread;
                });
        work.allowCoreThreadTimeOut(true);
        this.transports = transports;
        this.provider = stack.createSipProvider(
                stack.createListeningPoint(host, port, transports.get(0).word()));
        for (Transport further : transports.subList(1, transports.size())) {
            provider.addListeningPoint(stack.createListeningPoint(host, port, further.word()));
        }
        try {
            provider.addSipListener(ears);
        } catch (TooManyListenersException e) {
            throw new SipException("it is heard already", e);
        }
    }

    /**
     * Listens at once.
     *
     * @param host the address to listen on, by which others reach it, too
     * @param port for UDP and TCP; 0: a free one
     * @param largest bytes of one message; a larger one is not read
     * @param service serves each request, on threads of the agent's own
     * @throws IOException if the port is taken
     */
    public static SipAgent open(String host, int port, int largest, Consumer<SipAsked> service) throws IOException {
        return open(host, port, largest, null, service);
    }

    /** The same; with TLS it listens by nothing else. */
    static SipAgent open(String host, int port, int largest, @Nullable SipTls tls, Consumer<SipAsked> service)
            throws IOException {
        int wanted = port == 0 ? Ports.free(host) : port;
        try {
            SipStackImpl stack = SipStacks.make(largest, tls);
            try {
                stack.start();
                List<Transport> transports =
                        tls == null ? List.of(Transport.UDP, Transport.TCP) : List.of(Transport.TLS);
                return new SipAgent(stack, host, wanted, transports, service);
            } catch (SipException | InvalidArgumentException | RuntimeException e) {
                stack.stop();
                throw e;
            }
        } catch (SipException | InvalidArgumentException e) {
            throw new IOException("cannot listen for SIP on " + host + ", port " + wanted, e);
        }
    }

    String host() {
        return host;
    }

    public int port() {
        return port;
    }

    boolean isEncrypted() {
        return transports.contains(Transport.TLS);
    }

    /** What has to stand behind its address, for those who are to reach it. */
    String parameters() {
        return isEncrypted() ? ";transport=" + Transport.TLS.word() : "";
    }

    /**
     * Sends a request and waits for what it is answered for good.
     *
     * @throws SipException if it could not be sent: nobody has it
     * @throws TimeoutException if there was no answer; somebody may have it
     */
    public Response ask(Request request) throws SipException, TimeoutException, InterruptedException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        CompletableFuture<Response> answer = new CompletableFuture<>();
        transaction.setApplicationData(answer);
        transaction.sendRequest();
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new TimeoutException("there is no answer");
        }
    }

    @Override
    public void close() {
        work.shutdown();
        try {
            if (!work.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("SIP stops, and some messages are not answered: their senders send them again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        SipStacks.end(stack, provider, ears);
    }

    private void take(RequestEvent event) {
        Request request = event.getRequest();
        if (request.getMethod().equals(Request.ACK) || !(event instanceof RequestEventExt known)) {
            return;
        }
        // an answer goes back to where the request came from, and nowhere else
        ((ViaHeader) request.getHeader(ViaHeader.NAME)).removeParameter("maddr");
        ServerTransaction transaction;
        try {
            transaction = provider.getNewServerTransaction(request);
        } catch (SipException e) {
            LOG.debug("a request that is answered already came again", e);
            return;
        }
        SipAsked asked = new SipAsked(request, known.getRemoteIpAddress(), transaction);
        try {
            work.execute(() -> serve(asked));
        } catch (RejectedExecutionException e) {
            asked.later();
        }
    }

    private void serve(SipAsked asked) {
        try {
            service.accept(asked);
        } catch (RuntimeException e) {
            LOG.warn("a SIP request could not be served", e);
            asked.later();
        }
    }

    /** What the library tells. */
    private final class Ears implements SipListener {
        @Override
        public void processRequest(RequestEvent event) {
            take(event);
        }

        @Override
        public void processResponse(ResponseEvent event) {
            Response response = event.getResponse();
            if (response.getStatusCode() >= Response.OK) {
                answer(event.getClientTransaction()).complete(response);
            }
        }

        @Override
        public void processTimeout(TimeoutEvent event) {
            if (!event.isServerTransaction()) {
                answer(event.getClientTransaction()).completeExceptionally(new TimeoutException("there is no answer"));
            }
        }

        @SuppressWarnings("unchecked")
        private CompletableFuture<Response> answer(ClientTransaction transaction) {
            Object waits = transaction == null ? null : transaction.getApplicationData();
            return waits instanceof CompletableFuture<?> future
                    ? (CompletableFuture<Response>) future
                    : new CompletableFuture<>();
        }

        @Override
        public void processIOException(IOExceptionEvent event) {
            LOG.debug("no SIP connection to {}:{}", event.getHost(), event.getPort());
        }

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {}

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {}
    }
}
