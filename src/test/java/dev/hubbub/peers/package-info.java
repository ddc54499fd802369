/** The far sides of the channels that are route files alone: real servers of the machine, and servers made after their documentation. */
@NullMarked
package dev.hubbub.peers;

import org.jspecify.annotations.NullMarked;
