/**
 * What the hub is told by its surroundings: {@link dev.hubbub.config.Key} lists every key with its meaning and default,
 * {@link dev.hubbub.config.Settings} holds their values and knows where each came from.
 */
@NullMarked
package dev.hubbub.config;

import org.jspecify.annotations.NullMarked;
