package dev.hubbub.store;

import dev.hubbub.form.FormMemory;
import dev.hubbub.message.ChannelId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The table {@code form_taken}; what is too old goes whenever something new comes. */
public final class StoredForms implements FormMemory {
    private static final String KEEP = "insert into form_taken (channel, external_id, taken_at) values (?, ?, ?)"
            + " on conflict (channel, external_id) do nothing";

    private final Database database;
    private final Duration life;
    private final Clock clock;

    public StoredForms(Database database, Duration life, Clock clock) {
        this.database = database;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public boolean knows(ChannelId channel, String externalId) {
        return database.withConnection(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select 1 from form_taken where channel = ? and external_id = ?")) {
                statement.setString(1, channel.toString());
                statement.setString(2, externalId);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public void keep(ChannelId channel, String externalId) {
        Instant now = clock.instant();
        int unused = database.withConnection(connection -> {
            Sql.run(connection, "delete from form_taken where taken_at < ?", now.minus(life));
            return Sql.run(connection, KEEP, channel.toString(), externalId, now);
        });
    }
}
