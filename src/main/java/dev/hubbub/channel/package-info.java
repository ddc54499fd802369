/** What helpers of several protocols share; each protocol's own stands in a package below, and knows no other. */
@NullMarked
package dev.hubbub.channel;

import org.jspecify.annotations.NullMarked;
