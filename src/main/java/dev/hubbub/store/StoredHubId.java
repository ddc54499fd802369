package dev.hubbub.store;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who this hub is to other hubs: made once with the tables, the same for all hubs that share them. */
public final class StoredHubId {
    private StoredHubId() {}

    public static UUID of(Database database) {
        return database.inTransaction(session -> {
            AtomicReference<@Nullable UUID> id = new AtomicReference<>();
            Query.each(session, "select id from hub_identity", List.of(), row -> id.set(row.getObject(1, UUID.class)));
            UUID found = id.get();
            if (found == null) {
                throw new IllegalStateException("the table hub_identity is empty");
            }
            return found;
        });
    }
}
