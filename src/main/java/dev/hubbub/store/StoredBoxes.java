package dev.hubbub.store;

import dev.hubbub.channel.mail.BoxMemory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.UUID;

/** How far mailboxes were read, and which hub reads each. */
public final class StoredBoxes implements BoxMemory {
    /** Whoever holds it holds on; what nobody holds any more, or a hub that is gone, is free. */
    private static final String HOLD = """
            insert into mailbox (name, holder, held_until, validity, uid) values (?, ?, now() + ? * interval '1 second', 0, 0)
            on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until
            where mailbox.holder is null or mailbox.holder = excluded.holder
               or mailbox.held_until not between now() and excluded.held_until
               or not exists (select from node n where n.id = mailbox.holder)
            returning name
            """;

    private static final String RELEASE = "update mailbox set holder = null where name = ? and holder = ?";
    private static final String SEEN = "select validity, uid from mailbox where name = ?";
    private static final String SAW = "update mailbox set validity = ?, uid = ? where name = ? and holder = ?";

    private final Database database;
    private final UUID node;

    /** @param node this hub among those that share the database */
    public StoredBoxes(Database database, UUID node) {
        this.database = database;
        this.node = node;
    }

    @Override
    public boolean hold(String box) {
        return database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
                statement.setString(1, box);
                statement.setObject(2, node);
                statement.setLong(3, LEASE.toSeconds());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public void release(String box) {
        int unused = database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
                statement.setString(1, box);
                statement.setObject(2, node);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Seen seen(String box) {
        return database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SEEN)) {
                statement.setString(1, box);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? new Seen(row.getLong(1), row.getLong(2)) : new Seen(0, 0);
                }
            }
        });
    }

    @Override
    public void saw(String box, Seen seen) {
        int unused = database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SAW)) {
                statement.setLong(1, seen.validity());
                statement.setLong(2, seen.uid());
                statement.setString(3, box);
                statement.setObject(4, node);
                return statement.executeUpdate();
            }
        });
    }
}
