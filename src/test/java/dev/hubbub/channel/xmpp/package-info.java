/** The component {@code xmpp:} against real servers: {@code XmppContract} holds for each, in process and outside. */
@NullMarked
package dev.hubbub.channel.xmpp;

import org.jspecify.annotations.NullMarked;
