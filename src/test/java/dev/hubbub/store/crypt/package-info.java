@NullMarked
package dev.hubbub.store.crypt;

import org.jspecify.annotations.NullMarked;
