package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is copied lies in the table just as what is inserted. */
class RowsTest {
    private static final String COLUMNS = "(id, at, text, yes, number, texts, numbers, bytes)";

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        run(
                "create table sample (id uuid, at timestamptz, text text, yes bool, number int4, texts text[], numbers int8[],"
                        + " bytes bytea)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void copiesWhatItInserts() {
        Rows rows = sample();
        List<String> inserted = after(connection -> rows.execute(connection, """
                insert into sample select id, at, text, yes, number, texts::text[], numbers::int8[], bytes
                from unnest(?, ?, ?, ?, ?, ?, ?, ?) as u (id, at, text, yes, number, texts, numbers, bytes)
                """));
        List<String> copied = after(connection -> {
            rows.copy(connection, "sample " + COLUMNS);
            return 0;
        });
        assertThat(copied).hasSize(4).isEqualTo(inserted);
    }

    private static Rows sample() {
        Rows rows = new Rows("uuid", "timestamptz", "text", "bool", "int4", "text[]", "int8[]", "bytea");
        rows.add(
                UUID.fromString("019aa0c4-9b1e-7c3a-8f5d-2f6a1c9e4b70"),
                Instant.parse("2026-02-28T23:59:59.123456Z"),
                "ümläut \"quoted\" \\ {a,b} \t\n",
                true,
                Integer.MIN_VALUE,
                List.of("", "NULL", "a,b", "\"", "\\", "ü"),
                new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE},
                new byte[] {0, -1, 127});
        rows.add(null, null, null, null, null, null, null, null);
        rows.add(
                new UUID(0, 0),
                Instant.parse("1969-07-20T20:17:40Z"),
                "",
                false,
                0,
                List.of(),
                new long[0],
                new byte[0]);
        rows.add(new UUID(-1, -1), Instant.EPOCH, "x".repeat(100_000), false, 1, List.of("y"), new long[] {1}, null);
        return rows;
    }

    private static List<String> after(Database.SqlWork<Integer> work) {
        run("truncate sample");
        int unused = database.database().withConnection(work);
        return database.database().withConnection(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select sample::text from sample order by id nulls first")) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        });
    }

    private static void run(String sql) {
        boolean unused = database.database().withConnection(connection -> execute(connection, sql));
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
