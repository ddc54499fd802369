@NullMarked
package dev.hubbub.config;

import org.jspecify.annotations.NullMarked;
