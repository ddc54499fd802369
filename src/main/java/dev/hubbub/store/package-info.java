/**
 * Where everything is kept: PostgreSQL, and nothing beside it but a key file. The only place that knows JDBC,
 * Hibernate and Flyway.
 *
 * <p>It implements the ports of those who need it: {@link dev.hubbub.store.StoredLog} is intake's log of messages,
 * {@link dev.hubbub.store.StoredQueue} the outbox's table of what is owed, {@link dev.hubbub.store.StoredEvents} the
 * one log of events. {@code Messages} reads it all back for people. Start with {@link dev.hubbub.store.Database},
 * which opens the connection pool and brings the schema up to date; {@code db/migration} is the schema itself.
 *
 * <p>What every message passes (storing, claiming, settling) is written as one statement per table and batch, with
 * arrays that the server unnests; everything else goes through Hibernate's stateless sessions.
 */
@NullMarked
package dev.hubbub.store;

import org.jspecify.annotations.NullMarked;
