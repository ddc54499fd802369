package dev.hubbub.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.vysper.xmpp.addressing.Entity;
import org.apache.vysper.xmpp.modules.extension.xep0049_privatedata.PrivateDataPersistenceManager;
import org.apache.vysper.xmpp.modules.extension.xep0054_vcardtemp.VcardTempPersistenceManager;
import org.jspecify.annotations.Nullable;

/** What clients keep on their server (XEP-0049, XEP-0054), in memory: bookmarks, cards. */
final class ClientStorage implements PrivateDataPersistenceManager, VcardTempPersistenceManager {
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public @Nullable String getPrivateData(Entity entity, String key) {
        return kept.get(entity.getBareJID() + " " + key);
    }

    @Override
    public boolean setPrivateData(Entity entity, String key, String xml) {
        kept.put(entity.getBareJID() + " " + key, xml);
        return true;
    }

    @Override
    public @Nullable String getVcard(Entity entity) {
        return kept.get(entity.getBareJID() + " vcard");
    }

    @Override
    public boolean setVcard(Entity entity, String xml) {
        kept.put(entity.getBareJID() + " vcard", xml);
        return true;
    }
}
