@NullMarked
package dev.hubbub;

import org.jspecify.annotations.NullMarked;
