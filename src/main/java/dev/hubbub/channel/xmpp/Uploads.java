package dev.hubbub.channel.xmpp;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.httpfileupload.element.Slot;
import org.jivesoftware.smackx.httpfileupload.element.SlotRequest;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store for files that the server of one log-in offers (XEP-0363), if it does. */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Session session;
    private Optional<Store> store = Optional.empty();
    private boolean asked;

    /**
     * @param address where a place for a file is asked for
     * @param most bytes of a file; negative if it does not say
     */
    private record Store(DomainBareJid address, long most) {}

    Uploads(Session session) {
        this.session = session;
    }

    /** Puts a file there. @return its address for everybody; empty if there is no store, or it does not take it */
    Optional<String> put(WebFiles web, String name, String type, byte[] bytes) throws InterruptedException {
        try {
            Optional<Store> found = store();
            if (found.isEmpty() || (found.get().most() >= 0 && found.get().most() < bytes.length)) {
                return Optional.empty();
            }
            SlotRequest request = new SlotRequest(found.get().address(), Stanzas.printable(name), bytes.length, type);
            Slot slot = session.connection().sendIqRequestAndWaitForResponse(request);
            web.put(slot.getPutUrl().toURI(), slot.getHeaders(), type, bytes);
            return Optional.of(slot.getGetUrl().toString());
        } catch (IOException | URISyntaxException | SmackException | XMPPException | RuntimeException e) {
            LOG.info("a file could not be uploaded, its link is sent instead: {}", e.toString());
            return Optional.empty();
        }
    }

    private synchronized Optional<Store> store() throws SmackException, XMPPException, InterruptedException {
        if (!asked) {
            store = find();
            asked = true;
        }
        return store;
    }

    private Optional<Store> find() throws SmackException, XMPPException, InterruptedException {
        ServiceDiscoveryManager disco = ServiceDiscoveryManager.getInstanceFor(session.connection());
        DomainBareJid domain = session.connection().getXMPPServiceDomain();
        Optional<Store> own = storeAt(disco, domain);
        if (own.isPresent()) {
            return own;
        }
        for (DiscoverItems.Item item : disco.discoverItems(domain).getItems()) {
            Optional<Store> found = storeAt(disco, item.getEntityID());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Store> storeAt(ServiceDiscoveryManager disco, Jid address)
            throws SmackException, InterruptedException {
        try {
            DiscoverInfo info = disco.discoverInfo(address);
            return info.containsFeature(SlotRequest.NAMESPACE)
                    ? Optional.of(new Store(address.asDomainBareJid(), most(info)))
                    : Optional.empty();
        } catch (XMPPException.XMPPErrorException e) {
            return Optional.empty();
        }
    }

    private static long most(DiscoverInfo info) {
        for (DataForm form : info.getExtensions(DataForm.class)) {
            FormField field = form.getField("max-file-size");
            if (field != null && String.valueOf(field.getFirstValue()).matches("\\d{1,18}")) {
                return Long.parseLong(field.getFirstValue());
            }
        }
        return -1;
    }
}
