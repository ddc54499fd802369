@NullMarked
package dev.hubbub.bot;

import org.jspecify.annotations.NullMarked;
