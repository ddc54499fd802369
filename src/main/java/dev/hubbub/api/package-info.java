/**
 * The operations of {@code openapi.yaml}, one method each. {@link dev.hubbub.api.HubApi} is the list of them; {@link
 * dev.hubbub.api.Views} is how everything looks as JSON.
 *
 * <p>Saying something is {@link dev.hubbub.api.PostOperations}: it goes to intake and answers after the commit. Reading
 * is {@link dev.hubbub.api.MessageOperations} and its neighbours, on what {@link dev.hubbub.api.archive} offers. What
 * happens as it happens is {@link dev.hubbub.api.stream}. Everywhere, what the caller may not read is not there ({@link
 * dev.hubbub.api.Access}).
 */
@NullMarked
package dev.hubbub.api;

import org.jspecify.annotations.NullMarked;
