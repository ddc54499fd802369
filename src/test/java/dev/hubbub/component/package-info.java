@NullMarked
package dev.hubbub.component;

import org.jspecify.annotations.NullMarked;
