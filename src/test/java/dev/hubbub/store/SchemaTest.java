package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What tells a schema that is up to date from one that is Flyway's business. */
class SchemaTest {
    private static final TestDatabase database = TestDatabase.create();

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    private static Connections connections() {
        return new Connections(database.config(), 0);
    }

    private static int change(String sql) {
        return database.database().withConnection(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    @Test
    void knowsWithoutFlywayThatEveryScriptHasRun() {
        assertThat(Schema.isUpToDate(connections())).isTrue();
    }

    @Test
    void leavesAScriptThatWasChangedToFlyway() {
        change("update flyway_schema_history set checksum = checksum + 1 where version = '1'");
        assertThat(Schema.isUpToDate(connections())).isFalse();
        assertThatThrownBy(() -> Schema.migrate(connections()))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("checksum mismatch");
        change("update flyway_schema_history set checksum = checksum - 1 where version = '1'");
    }

    @Test
    void leavesAScriptThatFailedToFlyway() {
        change("update flyway_schema_history set success = false where version = '2'");
        assertThat(Schema.isUpToDate(connections())).isFalse();
        change("update flyway_schema_history set success = true where version = '2'");
    }
}
