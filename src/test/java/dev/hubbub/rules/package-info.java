@NullMarked
package dev.hubbub.rules;

import org.jspecify.annotations.NullMarked;
