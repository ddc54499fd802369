package dev.hubbub.store;

import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.KeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Sees to it that the keys at hand are those that the database was written with. New keys are made only for a database
 * that has never had any: a lost key file is never replaced in silence.
 */
final class KeyCheck {
    private static final String COLUMN = "key_check.content";
    private static final String WORD = "hubbub";

    private KeyCheck() {}

    /**
     * Reads the keys, or makes them if the database is new.
     *
     * @throws IllegalStateException if they are lost, or not those of this database
     */
    static Crypt open(DataSource database, KeySource source) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // two hubs that start at once on a new database agree on whose keys it has
                statement.execute("lock table key_check in exclusive mode");
            }
            Crypt crypt = open(connection, source);
            connection.commit();
            return crypt;
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be read or written", e);
        }
    }

    private static Crypt open(Connection connection, KeySource source) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id, content from key_check")) {
            if (row.next()) {
                if (!source.exists()) {
                    throw new IllegalStateException("the encryption keys are lost: " + source
                            + " is not there, but the database holds messages that only they can read. Restore it from a"
                            + " backup; without it the messages cannot be read by anybody");
                }
                Crypt crypt = source.read();
                verify(crypt, row.getObject(1, UUID.class), row.getBytes(2), source);
                return crypt;
            }
        }
        if (!source.exists()) {
            source.create();
        }
        Crypt crypt = source.read();
        try (PreparedStatement insert =
                connection.prepareStatement("insert into key_check (id, content) values (?, ?)")) {
            UUID id = UUID.randomUUID();
            insert.setObject(1, id);
            insert.setBytes(2, crypt.encrypt(id, COLUMN, text(crypt)));
            insert.executeUpdate();
        }
        return crypt;
    }

    private static void verify(Crypt crypt, UUID id, byte[] content, KeySource source) {
        String other = "the encryption keys in " + source
                + " are not those that the database was written with; restore the right ones";
        try {
            if (!crypt.decryptText(id, COLUMN, content).equals(text(crypt))) {
                throw new IllegalStateException(other + " (the search key differs)");
            }
        } catch (Crypt.UnreadableException e) {
            throw new IllegalStateException(other, e);
        }
    }

    /** What tells the search key from another without showing it. */
    private static String text(Crypt crypt) {
        return Arrays.toString(crypt.hashes(List.of(WORD)));
    }
}
