/**
 * What happens, as it happens, over server-sent events (HTML standard, section 9.2).
 *
 * <p>{@link dev.hubbub.api.stream.Streams} opens a stream and counts them. A {@link dev.hubbub.api.stream.Reader} that
 * comes back with a position first reads the log in its own pace ({@link dev.hubbub.api.stream.CatchUp}), then joins
 * {@link dev.hubbub.api.stream.Live}, which follows the feed and writes each event, encoded once ({@link
 * dev.hubbub.api.stream.Told}), to everybody who may see it.
 */
@NullMarked
package dev.hubbub.api.stream;

import org.jspecify.annotations.NullMarked;
