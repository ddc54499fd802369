/** The component {@code mail:} against mail servers in this process. */
@NullMarked
package dev.hubbub.channel.mail;

import org.jspecify.annotations.NullMarked;
