package dev.hubbub.sandbox;

import java.util.List;
import java.util.concurrent.ExecutorService;
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
import org.apache.vysper.xmpp.protocol.StanzaProcessor;
import org.apache.vysper.xmpp.server.DefaultServerRuntimeContext;
import org.apache.vysper.xmpp.server.ServerFeatures;
import org.apache.vysper.xmpp.stanza.Stanza;
import org.apache.vysper.xmpp.state.resourcebinding.ResourceRegistry;

/**
 * A Vysper server put together by hand, because its own {@code XMPPServer} works off stanzas on pools of threads, which
 * changes their order under bursts; here each stage has one thread.
 */
final class OrderedVysper extends DefaultServerRuntimeContext implements AutoCloseable {
    private final OneThreadStage stage = new OneThreadStage();
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

    private static ExecutorService oneThread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static final class OneThreadStage extends QueuedStanzaProcessor {
        OneThreadStage() {
            super(new ProtocolWorker());
            executor.shutdown();
            executor = oneThread("sandbox-xmpp-in");
        }

        void close() {
            executor.shutdownNow();
        }
    }

    private static final class OneThreadRelay extends DeliveringInternalInboundStanzaRelay {
        OneThreadRelay(Entity domain, ResourceRegistry resources, StorageProviderRegistry storage) {
            super(domain, resources, storage);
            executor.shutdown();
            executor = oneThread("sandbox-xmpp-out");
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
