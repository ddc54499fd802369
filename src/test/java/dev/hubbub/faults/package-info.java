/** What networks do to connections, on purpose: a proxy to put between the hub and whatever it talks to. */
@NullMarked
package dev.hubbub.faults;

import org.jspecify.annotations.NullMarked;
