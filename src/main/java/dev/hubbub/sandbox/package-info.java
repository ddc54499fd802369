/**
 * Peers for a first run, inside the hub's own process and on loopback only: to try the hub with, not to run it on.
 */
@NullMarked
package dev.hubbub.sandbox;

import org.jspecify.annotations.NullMarked;
