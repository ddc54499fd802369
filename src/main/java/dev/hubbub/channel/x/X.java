package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Settings;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hub's account at X: one for all routes, whichever file they stand in. */
public final class X {
    private static final int KNOWN = 1000;

    private final XSettings settings;
    private final XMemory memory;
    private final @Nullable XClient client;
    private final Map<String, String> ids = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KNOWN;
        }
    });

    private volatile @Nullable String own;

    private X(XSettings settings, XMemory memory, @Nullable XClient client) {
        this.settings = settings;
        this.memory = memory;
        this.client = client;
    }

    /** As the settings say; nothing is asked before a route does. */
    public static X of(Settings settings, XMemory memory, Clock clock) {
        XSettings read = XSettings.of(settings);
        XClient client =
                read.isConfigured() ? new XClient(read.base(), read.login(memory), read.timeout(), clock) : null;
        return new X(read, memory, client);
    }

    boolean isConfigured() {
        return client != null;
    }

    XSettings settings() {
        return settings;
    }

    XMemory memory() {
        return memory;
    }

    XClient client() throws XException {
        XClient made = client;
        if (made == null) {
            throw new XException(XException.Kind.REFUSED, "X is not configured: set hubbub.x.auth");
        }
        return made;
    }

    /** The account's own id. */
    String own() throws XException, InterruptedException {
        String known = own;
        if (known == null) {
            known = id(client().get("me", "/2/users/me", Map.of()));
            own = known;
        }
        return known;
    }

    /** The id of somebody of whom the handle is known, or the id itself. */
    String idOf(String handle) throws XException, InterruptedException {
        String name = handle.toLowerCase(Locale.ROOT);
        if (name.matches("\\d{1,20}")) {
            return name;
        }
        if (!name.matches("[a-z0-9_]{1,15}")) {
            throw new XException(XException.Kind.REFUSED, "'" + handle + "' is no handle of X");
        }
        String known = ids.get(name);
        if (known == null) {
            known = id(client().get("user", "/2/users/by/username/" + name, Map.of()));
            ids.put(name, known);
        }
        return known;
    }

    /** Notes whose handle is whose. */
    void know(String handle, String id) {
        ids.put(handle.toLowerCase(Locale.ROOT), id);
    }

    private static String id(JsonNode answer) throws XException {
        String id = answer.path("data").path("id").asText();
        if (id.isEmpty()) {
            throw new XException(XException.Kind.REFUSED, "X knows nobody of that name");
        }
        return id;
    }
}
