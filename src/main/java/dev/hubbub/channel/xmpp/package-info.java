/**
 * The Camel component {@code xmpp:}: one persistent connection per account ({@link dev.hubbub.channel.xmpp.XmppConnection}),
 * shared by all endpoints of it, over rooms (XEP-0045) and direct messages.
 *
 * <p>Reading order: {@code XmppEndpoint} says what a URI means; {@code XmppConnection} keeps the account logged in, each
 * log-in being one {@code Session}; {@code Entrances} enters its places, {@code Sorter} hands them what comes; {@code Room} and {@code DirectMessages} are the two kinds of {@code Place} a message comes
 * from; {@code Inbox} hands arrivals over in order, each exactly once, and remembers how far it got ({@code XmppMemory}). {@code
 * WebFiles} fetches files and {@code Uploads} puts them on the server's store; {@code Notices} tells who is there and who is
 * typing.
 */
@NullMarked
package dev.hubbub.channel.xmpp;

import org.jspecify.annotations.NullMarked;
