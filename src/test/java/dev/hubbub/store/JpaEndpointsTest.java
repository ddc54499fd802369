package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

class JpaEndpointsTest {
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
    void savesAStoryFromARouteWithItsTextEncrypted() throws Exception {
        try (DefaultCamelContext context = context()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:save").to("jpa:dev.hubbub.store.Story");
                }
            });
            context.start();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                template.sendBody("direct:save", new Story("fortune", "A silly saying", "canary-story-text"));
            }
        }

        try (Connection connection = test.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select source, position('canary'::bytea in text) from story where source = 'fortune'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(2)).isZero();
        }
        String text = test.database()
                .inTransaction(
                        session -> session.createSelectionQuery("from Story where source = 'fortune'", Story.class)
                                .getSingleResult()
                                .getText());
        assertThat(text).isEqualTo("canary-story-text");
    }

    @Test
    void jpaAndSqlFailTogetherInOneTransaction() throws Exception {
        try (DefaultCamelContext context = context()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:both")
                            .transacted()
                            .to("jpa:dev.hubbub.store.Story")
                            .setBody(constant("x"))
                            .to("sql:insert into channel_state values ('both/test', true, now(), 'route')")
                            .throwException(new IllegalArgumentException("no"));
                }
            });
            context.start();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                assertThatThrownBy(() -> template.sendBody("direct:both", new Story("both", "t", "x")))
                        .isInstanceOf(CamelExecutionException.class);
            }
        }
        assertThat(count("select count(*) from story where source = 'both'")).isZero();
        assertThat(count("select count(*) from channel_state where channel = 'both/test'"))
                .isZero();
    }

    private static DefaultCamelContext context() {
        JpaEndpoints endpoints = new JpaEndpoints(test.database());
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry()
                .bind("entityManagerFactory", EntityManagerFactory.class, endpoints.entityManagerFactory());
        context.getRegistry()
                .bind("transactionManager", PlatformTransactionManager.class, endpoints.transactionManager());
        context.getRegistry()
                .bind("dataSource", javax.sql.DataSource.class, test.database().dataSource());
        return context;
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = test.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
