/** Tests of the store, each on a real PostgreSQL of the hub's own kind: see {@link dev.hubbub.store.TestDatabase}. */
@NullMarked
package dev.hubbub.store;

import org.jspecify.annotations.NullMarked;
