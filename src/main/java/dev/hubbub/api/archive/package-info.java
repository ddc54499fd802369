/**
 * What the API reads and writes in the database, as ports that {@code store} implements: the message log as people read
 * it ({@link dev.hubbub.api.archive.MessageArchive}), what is owed ({@link dev.hubbub.api.archive.DeliveryDesk}), rules
 * made on the page ({@link dev.hubbub.api.archive.RuleShelf}), counts, stories and records.
 *
 * <p>All of it may wait for the database: never call it on an event loop. Each call may throw {@link
 * dev.hubbub.intake.LogUnavailableException}.
 */
@NullMarked
package dev.hubbub.api.archive;

import org.jspecify.annotations.NullMarked;
