@NullMarked
package dev.hubbub.cli;

import org.jspecify.annotations.NullMarked;
