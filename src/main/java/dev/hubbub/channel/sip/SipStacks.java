package dev.hubbub.channel.sip;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.ClientTransaction;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.Timeout;
import javax.sip.TimeoutEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the library's stacks, and takes them down without leaving anything behind. */
final class SipStacks {
    private static final Logger LOG = LoggerFactory.getLogger(SipStacks.class);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private SipStacks() {}

    /**
     * @param largest bytes of one message; a larger one is not read
     * @param tls makes its sockets, where it is to speak TLS
     */
    static SipStackImpl make(int largest, @Nullable SipTls tls) throws PeerUnavailableException {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "hubbub-" + COUNT.incrementAndGet());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        String library = "gov.nist.javax.sip.";
        properties.setProperty(library + "STACK_LOGGER", SilentStackLogger.class.getName());
        properties.setProperty(library + "SERVER_LOGGER", SilentServerLogger.class.getName());
        properties.setProperty(library + "REENTRANT_LISTENER", "true");
        properties.setProperty(library + "THREAD_POOL_SIZE", "4");
        properties.setProperty(library + "MAX_MESSAGE_SIZE", Integer.toString(largest));
        properties.setProperty(library + "MAX_CONNECTIONS", "200");
        // a caller that sends the half of a message, and then nothing, keeps no thread
        properties.setProperty(library + "READ_TIMEOUT", "10000");
        properties.setProperty(library + "REJECT_STRAY_RESPONSES", "true");
        // not to be dropped, but to be answered as any other request that the hub does not know
        properties.setProperty(library + "DELIVER_UNSOLICITED_NOTIFY", "true");
        properties.setProperty(library + "RFC_2543_SUPPORT_ENABLED", "false");
        // who may send is told by address and log-in
        properties.setProperty(library + "TLS_CLIENT_AUTH_TYPE", "DisabledAll");
        return tls == null ? new SipStackImpl(properties) : new Encrypted(properties, tls);
    }

    /** A stack with sockets of the hub's making. */
    private static final class Encrypted extends SipStackImpl {
        Encrypted(Properties properties, SipTls tls) throws PeerUnavailableException {
            super(properties);
            networkLayer = tls;
            setEnabledCipherSuites(tls.ciphers());
            setEnabledProtocols(tls.protocols());
        }
    }

    /** Gives the ports back at once, and the threads soon: the library takes a second for them. */
    static void end(SipStackImpl stack, SipProvider provider, SipListener listener) {
        for (ListeningPoint point : provider.getListeningPoints()) {
            try {
                stack.deleteListeningPoint(point);
            } catch (ObjectInUseException | RuntimeException e) {
                // one that has hardly begun to listen fails at this
                LOG.debug("a port is given back later", e);
            }
        }
        EventScanner scanner = stack.getEventScanner();
        Thread ends = new Thread(
                () -> {
                    quit(stack);
                    // its thread waits for an event, and looks only then whether it is to end
                    scanner.addEvent(new EventWrapper(
                            new TimeoutEvent(provider, (ClientTransaction) null, Timeout.TRANSACTION), null));
                    provider.removeSipListener(listener);
                },
                "hubbub-sip-end");
        ends.setDaemon(true);
        ends.start();
    }

    private static void quit(SipStackImpl stack) {
        try {
            stack.stop();
        } catch (RuntimeException e) {
            LOG.debug("SIP did not stop cleanly", e);
        }
    }
}
