/** Tests of the hub's own server: what it survives. */
@NullMarked
package dev.hubbub.store.postgres;

import org.jspecify.annotations.NullMarked;
