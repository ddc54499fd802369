@NullMarked
package dev.hubbub.intake;

import org.jspecify.annotations.NullMarked;
