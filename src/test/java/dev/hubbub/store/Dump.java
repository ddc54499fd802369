package dev.hubbub.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** What a dump of a database shows to whoever gets hold of it. */
public final class Dump {
    private Dump() {}

    /** All rows of all tables, each as text and in PostgreSQL's binary form. */
    public static byte[] of(Connection connection) throws SQLException, IOException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (String table : tables(connection)) {
            copy.copyOut("copy " + table + " to stdout", dump);
            copy.copyOut("copy " + table + " to stdout (format binary)", dump);
        }
        return dump.toByteArray();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select table_name from information_schema.tables where table_schema = 'public'")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }
}
