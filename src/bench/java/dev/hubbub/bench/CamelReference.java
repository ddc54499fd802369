package dev.hubbub.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jpa.JpaComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * What people would write with plain Camel: {@code platform-http} into {@code jpa}, one insert an exchange, answered after
 * its commit. No token, no rules, no deliveries, no encryption.
 */
final class CamelReference {
    private CamelReference() {}

    /** Runs until it is killed; the arguments are port, JDBC URL, user and password. */
    public static void main(String[] arguments) throws Exception {
        EntityManagerFactory entities = entities(pool(arguments[1], arguments[2], arguments[3]));
        DefaultCamelContext context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(Integer.parseInt(arguments[0]));
        context.addService(new VertxPlatformHttpServer(http));
        JpaComponent jpa = new JpaComponent();
        jpa.setEntityManagerFactory(entities);
        // else each exchange takes two connections
        jpa.setSharedEntityManager(true);
        jpa.setJoinTransaction(false);
        context.addComponent("jpa", jpa);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/messages?httpMethodRestrict=POST")
                        .convertBodyTo(String.class)
                        .process(exchange -> {
                            ReferenceMessage message = new ReferenceMessage();
                            message.id = UUID.randomUUID();
                            message.body = exchange.getMessage().getBody(String.class);
                            exchange.getMessage().setBody(message);
                        })
                        .to("jpa:dev.hubbub.bench.ReferenceMessage?usePersist=true")
                        .setHeader("CamelHttpResponseCode", constant(201))
                        .setBody(simple("{\"id\":\"${body.id}\"}"));
            }
        });
        context.start();
        Thread.currentThread().join();
    }

    private static HikariDataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(40);
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    private static EntityManagerFactory entities(HikariDataSource pool) {
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setDataSource(pool);
        bean.setPersistenceUnitName("reference");
        bean.setManagedTypes(org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes.of(
                ReferenceMessage.class.getName()));
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "update"));
        bean.afterPropertiesSet();
        EntityManagerFactory made = bean.getObject();
        if (made == null) {
            throw new IllegalStateException("no entity manager factory");
        }
        return made;
    }
}
