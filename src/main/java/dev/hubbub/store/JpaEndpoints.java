package dev.hubbub.store;

import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What Camel's {@code jpa:} endpoints need: the hub's session factory behind Spring's proxy, and a transaction
 * manager that {@code sql:} endpoints share, so that both commit together.
 */
public final class JpaEndpoints {
    private final EntityManagerFactory factory;
    private final JpaTransactionManager transactions;

    /** The endpoints' view of that database; it closes with the database. */
    public JpaEndpoints(Database database) {
        Proxied proxied = new Proxied(database);
        proxied.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        proxied.setPersistenceUnitName("hubbub");
        // the session factory may still be in the making
        proxied.setBootstrapExecutor(new SimpleAsyncTaskExecutor("jpa-"));
        proxied.afterPropertiesSet();
        factory = Objects.requireNonNull(proxied.getObject());
        transactions = new JpaTransactionManager(factory);
        transactions.setDataSource(database.dataSource());
        transactions.afterPropertiesSet();
    }

    /** To be bound in Camel's registry. */
    public EntityManagerFactory entityManagerFactory() {
        return factory;
    }

    /** To be bound in Camel's registry, for {@code transacted} routes. */
    public PlatformTransactionManager transactionManager() {
        return transactions;
    }

    /** What is there in their place where route files are only looked at, under the names that they are bound under. */
    public static Map<String, Object> standIns(Function<Class<?>, Object> maker) {
        return Map.of(
                "entityManagerFactory", maker.apply(EntityManagerFactory.class),
                "transactionManager", maker.apply(PlatformTransactionManager.class));
    }

    /** Spring's proxy around a factory that is there already. */
    private static final class Proxied extends AbstractEntityManagerFactoryBean {
        private static final long serialVersionUID = 1L;

        private final transient Database database;

        Proxied(Database database) {
            this.database = database;
        }

        @Override
        protected EntityManagerFactory createNativeEntityManagerFactory() {
            return database.sessions();
        }
    }
}
