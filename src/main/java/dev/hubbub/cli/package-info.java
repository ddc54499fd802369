/**
 * The command line. {@link dev.hubbub.cli.Cli} is the top; each command is a class of its own and talks to a running hub
 * over its public API through {@link dev.hubbub.cli.HubClient}, with the rights of whoever calls.
 */
@NullMarked
package dev.hubbub.cli;

import org.jspecify.annotations.NullMarked;
