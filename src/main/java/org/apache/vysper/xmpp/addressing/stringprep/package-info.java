/**
 * What takes the place of two of Vysper's classes, as the hub's own classes are found before its libraries'. Vysper keeps
 * a string and two hash entries for each of some 300,000 code points: a fifth of the time a hub needs to start, and 50 MB
 * as long as it runs. The same rules, asked of Java's own tables, cost nothing until there is an address to prepare.
 */
@NullMarked
package org.apache.vysper.xmpp.addressing.stringprep;

import org.jspecify.annotations.NullMarked;
