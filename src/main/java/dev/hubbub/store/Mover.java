package dev.hubbub.store;

import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.Words;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the cells of one table anew, a batch of rows at a time, in the order of its key. A row that somebody else has
 * changed meanwhile is left as that one wrote it.
 *
 * @param table which one
 * @param key its key, as a list of columns
 * @param types PostgreSQL's types of those columns
 * @param row what its cells are bound to: a column of ids or of names
 * @param cells its encrypted columns
 * @param batch rows in one transaction; few where they are large
 */
record Mover(String table, List<String> key, List<String> types, String row, List<String> cells, int batch) {
    /** All tables that hold something encrypted, each cell bound to {@code table.column}. */
    static final List<Mover> ALL = List.of(
            byId("message", 200, "content"),
            byId("attachment", 8, "name", "content"),
            byId("delivery", 500, "reason"),
            new Mover("trace_event", List.of("xid", "seq"), List.of("xid8", "bigint"), "id", List.of("detail"), 500),
            byId("story", 100, "title", "text"),
            byId("reminder", 200, "sender_name", "body"),
            byId("sms_part", 200, "body"),
            new Mover("x_memory", List.of("name"), List.of("text"), "name", List.of("value"), 200),
            new Mover("job_run", List.of("name"), List.of("text"), "name", List.of("reason"), 200),
            byId("revision", 200, "content"));

    private static final String MESSAGE = "message";

    Mover {
        key = List.copyOf(key);
        types = List.copyOf(types);
        cells = List.copyOf(cells);
    }

    private static Mover byId(String table, int batch, String... cells) {
        return new Mover(table, List.of("id"), List.of("uuid"), "id", List.of(cells), batch);
    }

    /**
     * What became of a batch.
     *
     * @param last the last row's key, to go on after; null if there was none
     * @param rows how many were looked at
     * @param unreadable how many of them cannot be decrypted
     */
    record Moved(@Nullable String last, int rows, int unreadable) {}

    /** Brings the rows that follow under the primary key, within the caller's transaction. */
    Moved next(Connection connection, @Nullable String after, Crypt crypt) throws SQLException {
        long target = crypt.keys().primary();
        List<Old> rows = read(connection, after);
        Rows anew = new Rows(columnTypes());
        int unreadable = 0;
        for (Old old : rows) {
            if (old.cells().stream().allMatch(cell -> cell == null || Crypt.keyOf(cell) == target)) {
                continue;
            }
            Optional<Object[]> values = anew(old, crypt);
            values.ifPresent(anew::add);
            unreadable += values.isPresent() ? 0 : 1;
        }
        int unused = anew.execute(connection, update());
        return new Moved(rows.isEmpty() ? null : rows.get(rows.size() - 1).position(), rows.size(), unreadable);
    }

    /** How many rows have a cell under another key. */
    long left(Connection connection, long target) throws SQLException {
        String other = cells.stream()
                .map(cell -> "substring(" + cell + " from 1 for 5) <> ?")
                .collect(Collectors.joining(" or "));
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*) from " + table + " where " + other)) {
            for (int i = 1; i <= cells.size(); i++) {
                statement.setBytes(i, Crypt.prefix(target));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** How many rows there are. */
    long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** A row as it is: its key as text, its version, what its cells are bound to, and them. */
    private record Old(String[] key, String version, UUID row, List<byte @Nullable []> cells) {
        String position() {
            return String.join(" ", key);
        }
    }

    private List<Old> read(Connection connection, @Nullable String after) throws SQLException {
        // a bare name would mean the column of the answer, which is text, and text has another order
        String order = key.stream().map(one -> table + "." + one).collect(Collectors.joining(", "));
        String sql =
                "select " + key.stream().map(one -> one + "::text").collect(Collectors.joining(", ")) + ", xmin::text, "
                        + row + "::text, " + String.join(", ", cells) + " from " + table
                        + (after == null ? "" : " where (" + String.join(", ", key) + ") > (" + casts() + ")")
                        + " order by " + order + " limit " + batch;
        List<Old> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (after != null) {
                String[] values = key.size() == 1 ? new String[] {after} : after.split(" ", -1);
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(old(found));
                }
            }
        }
        return rows;
    }

    private Old old(ResultSet found) throws SQLException {
        String[] keys = new String[key.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = found.getString(i + 1);
        }
        List<byte @Nullable []> encrypted = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            encrypted.add(found.getBytes(keys.length + 3 + i));
        }
        String bound = found.getString(keys.length + 2);
        UUID id = row.equals("id") ? UUID.fromString(bound) : StoredJobRuns.row(bound);
        return new Old(keys, found.getString(keys.length + 1), id, encrypted);
    }

    /** The row's key, version and cells as they are to be; empty if a cell cannot be decrypted. */
    private Optional<Object[]> anew(Old old, Crypt crypt) {
        List<@Nullable Object> values = new ArrayList<>(List.of(old.key()));
        values.add(old.version());
        byte @Nullable [] first = null;
        for (int i = 0; i < cells.size(); i++) {
            byte @Nullable [] cell = old.cells().get(i);
            if (cell == null) {
                values.add(null);
                continue;
            }
            String column = table + "." + cells.get(i);
            Optional<byte[]> plain = crypt.find(old.row(), column, cell);
            if (plain.isEmpty()) {
                return Optional.empty();
            }
            first = first == null ? plain.get() : first;
            values.add(crypt.encrypt(old.row(), column, plain.get()));
        }
        if (table.equals(MESSAGE) && first != null) {
            values.add(terms(first, crypt));
        }
        return Optional.of(values.toArray());
    }

    /** The words' hashes change with the cell: rows have all of them under one key. */
    private static String terms(byte[] content, Crypt crypt) {
        Content said = Json.read(content, Content.class);
        return Sql.array(crypt.hashes(Words.of(said.subject(), said.text(), said.senderName())));
    }

    private String[] columnTypes() {
        List<String> all = new ArrayList<>(types);
        all.add("text");
        cells.forEach(cell -> all.add("bytea"));
        if (table.equals(MESSAGE)) {
            all.add("text");
        }
        return all.toArray(String[]::new);
    }

    private String update() {
        List<String> columns = new ArrayList<>(key);
        columns.add("version");
        columns.addAll(cells);
        String set = cells.stream().map(cell -> cell + " = u." + cell).collect(Collectors.joining(", "));
        if (table.equals(MESSAGE)) {
            columns.add("terms");
            set += ", terms = u.terms::bigint[]";
        }
        return "update " + table + " t set " + set + " from unnest("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") as u ("
                + String.join(", ", columns) + ") where "
                + key.stream().map(one -> "t." + one + " = u." + one).collect(Collectors.joining(" and "))
                + " and t.xmin::text = u.version";
    }

    private String casts() {
        return types.stream().map(type -> "?::text::" + type).collect(Collectors.joining(", "));
    }
}
