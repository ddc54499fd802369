@NullMarked
package dev.hubbub.outbox;

import org.jspecify.annotations.NullMarked;
