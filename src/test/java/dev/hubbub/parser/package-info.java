@NullMarked
package dev.hubbub.parser;

import org.jspecify.annotations.NullMarked;
