package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void ownServerRunsDurably() throws SQLException {
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            assertThat(show(setting)).as(setting).isEqualTo("on");
        }
        assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesAServerThatMayForgetCommits() throws SQLException {
        execute("alter role hubbub set synchronous_commit = off");
        try {
            assertThatThrownBy(() -> Database.open(test.config(), test.keys()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("synchronous_commit off");
        } finally {
            execute("alter role hubbub reset synchronous_commit");
        }
    }

    @Test
    void opensAgainOnTheSameSchema() {
        try (Database again = Database.open(test.config(), test.keys())) {
            assertThat(again.dataSource()).isNotNull();
        }
    }

    private static String show(String setting) throws SQLException {
        try (Connection connection = test.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = test.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
