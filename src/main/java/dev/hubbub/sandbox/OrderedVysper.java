package dev.hubbub.sandbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.vysper.storage.StorageProviderRegistry;
import org.apache.vysper.xmpp.addressing.Entity;
import org.apache.vysper.xmpp.authorization.Plain;
import org.apache.vysper.xmpp.delivery.StanzaRelayBroker;
import org.apache.vysper.xmpp.delivery.failure.DeliveryException;
import org.apache.vysper.xmpp.delivery.failure.DeliveryFailureStrategy;
import org.apache.vysper.xmpp.delivery.failure.IgnoreFailureStrategy;
import org.apache.vysper.xmpp.delivery.inbound.DeliveringExternalInboundStanzaRelay;
import org.apache.vysper.xmpp.delivery.inbound.DeliveringInternalInboundStanzaRelay;
import org.apache.vysper.xmpp.modules.core.base.BaseStreamStanzaDictionary;
import org.apache.vysper.xmpp.modules.core.bind.BindResourceDictionary;
import org.apache.vysper.xmpp.modules.core.sasl.SASLStanzaDictionary;
import org.apache.vysper.xmpp.modules.core.session.SessionStanzaDictionary;
import org.apache.vysper.xmpp.modules.core.starttls.StartTLSStanzaDictionary;
import org.apache.vysper.xmpp.protocol.ProtocolWorker;
import org.apache.vysper.xmpp.protocol.QueuedStanzaProcessor;
import org.apache.vysper.xmpp.protocol.SessionStateHolder;
import org.apache.vysper.xmpp.protocol.StanzaProcessor;
import org.apache.vysper.xmpp.server.DefaultServerRuntimeContext;
import org.apache.vysper.xmpp.server.ServerFeatures;
import org.apache.vysper.xmpp.server.ServerRuntimeContext;
import org.apache.vysper.xmpp.server.SessionContext;
import org.apache.vysper.xmpp.stanza.Stanza;
import org.apache.vysper.xmpp.state.resourcebinding.ResourceRegistry;

/**
 * A Vysper server put together by hand, because its own {@code XMPPServer} works off stanzas on pools of threads, which
 * changes their order under bursts; here what comes in is worked off in order per session, and what goes out in one thread.
 */
final class OrderedVysper extends DefaultServerRuntimeContext implements AutoCloseable {
    private final OrderedStage stage = new OrderedStage();
    private final OneThreadRelay relay;

    private OrderedVysper(
            Entity domain,
            StanzaRelayBroker broker,
            OneThreadRelay relay,
            ServerFeatures features,
            ResourceRegistry resources) {
        super(
                domain,
                broker,
                features,
                List.of(
                        new BaseStreamStanzaDictionary(),
                        new StartTLSStanzaDictionary(),
                        new SASLStanzaDictionary(),
                        new BindResourceDictionary(),
                        new SessionStanzaDictionary()),
                resources);
        this.relay = relay;
    }

    static OrderedVysper of(Entity domain, StorageProviderRegistry storage, SSLContext tls) {
        ResourceRegistry resources = new ResourceRegistry();
        OneThreadRelay relay = new OneThreadRelay(domain, resources, storage);
        DeliveringExternalInboundStanzaRelay outside = new DeliveringExternalInboundStanzaRelay();
        StanzaRelayBroker broker = new StanzaRelayBroker();
        broker.setInternalRelay(relay);
        broker.setExternalRelay(outside);
        ServerFeatures features = new ServerFeatures();
        features.setAuthenticationMethods(List.of(new Plain()));
        features.setRelayingToFederationServers(false);
        OrderedVysper server = new OrderedVysper(domain, broker, relay, features, resources);
        server.setStorageProviderRegistry(storage);
        server.setTlsContextFactory(() -> tls);
        broker.setServerRuntimeContext(server);
        relay.setServerRuntimeContext(server);
        outside.setServerRuntimeContext(server);
        return server;
    }

    @Override
    public StanzaProcessor getStanzaProcessor() {
        return stage;
    }

    /** Hands a stanza, in turn, to the room or the client it is addressed to. */
    void send(Stanza stanza) {
        try {
            relay.relay(stanza.getTo(), stanza, IgnoreFailureStrategy.IGNORE_FAILURE_STRATEGY);
        } catch (DeliveryException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stage.close();
        relay.close();
        getServerConnectorRegistry().close();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Works off each session's stanzas one after the other; closing a session may take its time without stopping others. */
    private static final class OrderedStage extends QueuedStanzaProcessor {
        private static final String LAST = "sandbox-last-stanza";

        OrderedStage() {
            super(new ProtocolWorker());
            executor.shutdown();
            executor = Executors.newCachedThreadPool(task -> daemon(task, "sandbox-xmpp-in"));
        }

        @Override
        public void processStanza(
                ServerRuntimeContext context, SessionContext session, Stanza stanza, SessionStateHolder state) {
            synchronized (session) {
                CompletableFuture<?> before = session.getAttribute(LAST) instanceof CompletableFuture<?> last
                        ? last
                        : CompletableFuture.completedFuture(null);
                session.putAttribute(
                        LAST,
                        before.handleAsync(
                                (done, failure) -> {
                                    stanzaProcessor.processStanza(context, session, stanza, state);
                                    return done;
                                },
                                executor));
            }
        }

        void close() {
            executor.shutdownNow();
        }
    }

    private static final class OneThreadRelay extends DeliveringInternalInboundStanzaRelay {
        OneThreadRelay(Entity domain, ResourceRegistry resources, StorageProviderRegistry storage) {
            super(domain, resources, storage);
            executor.shutdown();
            executor = Executors.newSingleThreadExecutor(task -> daemon(task, "sandbox-xmpp-out"));
        }

        @Override
        public void relay(Entity receiver, Stanza stanza, DeliveryFailureStrategy failure) throws DeliveryException {
            super.relay(receiver, StatusNamespace.mended(stanza), failure);
        }

        void close() {
            executor.shutdownNow();
        }
    }
}
