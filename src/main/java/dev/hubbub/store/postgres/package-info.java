/**
 * The hub's own PostgreSQL server, for those who have not got one: real binaries unpacked from a library ({@link
 * dev.hubbub.store.postgres.Binaries}), a cluster in the data folder ({@link dev.hubbub.store.postgres.Cluster}), and
 * a watchful parent ({@link dev.hubbub.store.postgres.OwnPostgres}) that starts, restarts and stops it.
 */
@NullMarked
package dev.hubbub.store.postgres;

import org.jspecify.annotations.NullMarked;
