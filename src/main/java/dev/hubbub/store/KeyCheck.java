package dev.hubbub.store;

import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.crypt.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the keys at hand are those that the database was written with, all of them. New keys are made only for
 * a database that has never had any: a lost key file is never replaced in silence.
 */
final class KeyCheck {
    private static final String COLUMN = "key_check.content";
    private static final String WORD = "hubbub";
    private static final String ALL =
            "select key_id, id, content, used_since, retired_at from key_check order by used_since, key_id";
    private static final String OTHERS =
            "select count(*) from node where seen_at > now() - interval '30 seconds' and not reads_keys @> array[?]";

    private KeyCheck() {}

    /**
     * What the database knows of a key.
     *
     * @param key its name
     * @param since when the first hub began to write with it
     * @param retired whether nothing is encrypted under it any more
     */
    record Known(long key, UUID row, byte[] content, Instant since, boolean retired) {}

    /**
     * Reads the keys, or makes them if the database is new.
     *
     * @throws IllegalStateException if they are lost, or not those of this database, or not yet known to all its hubs
     */
    static Crypt open(DataSource database, KeySource source) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            lock(connection);
            Crypt crypt = open(connection, source);
            StoryText.bind(connection, crypt);
            connection.commit();
            return crypt;
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be read or written", e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // two hubs that start at once on a new database agree on whose keys it has
            statement.execute("lock table key_check in exclusive mode");
        }
    }

    private static Crypt open(Connection connection, KeySource source) throws SQLException, IOException {
        List<Known> known = all(connection);
        if (!source.exists()) {
            if (!known.isEmpty()) {
                throw new IllegalStateException("the encryption keys are lost: " + source
                        + " is not there, but the database holds messages that only they can read. Restore it from a"
                        + " backup; without it the messages cannot be read by anybody");
            }
            source.create();
        }
        Keys keys = source.read();
        Crypt crypt = new Crypt(keys);
        for (Known one : known) {
            verify(crypt, one, source);
        }
        if (known.stream().noneMatch(one -> one.key() == keys.primary())) {
            if (!known.isEmpty()) {
                refuseUnlessKnownToAll(connection, keys.primary());
            }
            note(connection, crypt);
        }
        return crypt;
    }

    /** All keys that were ever written with, the newest last. */
    static List<Known> all(Connection connection) throws SQLException {
        List<Known> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ALL)) {
            while (row.next()) {
                all.add(new Known(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getBytes(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5) != null));
            }
        }
        return all;
    }

    /** Notes that cells are encrypted under the primary key from now on; saying so again is no error. */
    static void note(Connection connection, Crypt crypt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into key_check (key_id, id, content, used_since) values (?, ?, ?, clock_timestamp())"
                        + " on conflict do nothing")) {
            UUID id = UUID.randomUUID();
            insert.setLong(1, crypt.keys().primary());
            insert.setObject(2, id);
            insert.setBytes(3, crypt.encrypt(id, COLUMN, text(crypt.hashes(List.of(WORD)))));
            insert.executeUpdate();
        }
    }

    private static void verify(Crypt crypt, Known known, KeySource source) {
        if (known.retired()) {
            if (known.key() == crypt.keys().primary()) {
                throw new IllegalStateException(source + " writes with the key " + name(known.key())
                        + ", which was retired: nothing is encrypted under it any more. Make the newer key primary");
            }
            return;
        }
        String other = "the encryption keys in " + source
                + " are not those that the database was written with (it needs the key " + name(known.key())
                + "); restore the right ones";
        try {
            String text = crypt.decryptText(known.row(), COLUMN, known.content());
            Set<String> ours =
                    crypt.allHashes(List.of(WORD)).stream().map(KeyCheck::text).collect(Collectors.toSet());
            if (!ours.contains(text)) {
                throw new IllegalStateException(other + " (the search key differs)");
            }
        } catch (Crypt.UnreadableException e) {
            throw new IllegalStateException(other, e);
        }
    }

    private static void refuseUnlessKnownToAll(Connection connection, long key) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(OTHERS)) {
            count.setLong(1, key);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                if (row.getInt(1) > 0) {
                    throw new IllegalStateException(
                            "the key " + name(key) + " cannot be written with yet: another hub"
                                    + " on this database does not have it, and could not read what this one writes. Give it to"
                                    + " all hubs first, without making it primary. (A hub that has just ended counts for 30 s.)");
                }
            }
        }
    }

    /** A key's name as people see it. */
    static String name(@Nullable Long key) {
        return key == null ? "" : String.format("%08x", key);
    }

    /** What tells the search key from another without showing it. */
    private static String text(long[] hashes) {
        return Arrays.toString(hashes);
    }
}
