/** Tokens, passwords, sessions and permissions. */
@NullMarked
package dev.hubbub.security;

import org.jspecify.annotations.NullMarked;
