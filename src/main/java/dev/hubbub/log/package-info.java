/**
 * How the log is written: each event as one safe line, for people ({@link dev.hubbub.log.TextEncoder}) or for machines
 * ({@link dev.hubbub.log.JsonLineEncoder}). All text of an event passes {@link dev.hubbub.log.Visible}, so that nothing
 * from outside can begin a line, steer a terminal or turn the reading order; {@link dev.hubbub.log.Event} keeps what
 * libraries' exceptions quote out of it. Only {@code logback.xml} names these classes; nothing else is configured.
 */
@NullMarked
package dev.hubbub.log;

import org.jspecify.annotations.NullMarked;
