package dev.hubbub.store;

import dev.hubbub.channel.x.XMemory;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code x_memory}, encrypted: among what is kept there are tokens. */
public final class StoredXMemory implements XMemory {
    private static final String VALUE = "x_memory.value";
    private static final String KEEP = "insert into x_memory (name, value, until) values (?, ?, ?)"
            + " on conflict (name) do update set value = excluded.value, until = excluded.until";

    private final Database database;
    private final Clock clock;

    public StoredXMemory(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static UUID row(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> find(String name) {
        return database.withConnection(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select value from x_memory where name = ?")) {
                statement.setString(1, name);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(database.crypt().decryptText(row(name), VALUE, row.getBytes(1)))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public void keep(String name, String value, @Nullable Duration life) {
        Instant now = clock.instant();
        byte[] encrypted = database.crypt().encrypt(row(name), VALUE, value);
        int unused = database.withConnection(connection -> {
            if (life != null) {
                Sql.run(connection, "delete from x_memory where until < ?", now);
            }
            return Sql.run(connection, KEEP, name, encrypted, life == null ? null : now.plus(life));
        });
    }
}
