/**
 * What becomes of messages when processes are killed or the database is away. Hub and PostgreSQL are processes of their
 * own here ({@link dev.hubbub.HubProcess}, {@link dev.hubbub.store.postgres.PostgresProcess}), so that either dies
 * alone. {@link Scene} holds both and what surrounds them: {@link Load}, callers that journal every answer, and {@link
 * Sink}, where the messages go and are counted. {@link Balance} compares in the end.
 */
@NullMarked
package dev.hubbub.crash;

import org.jspecify.annotations.NullMarked;
