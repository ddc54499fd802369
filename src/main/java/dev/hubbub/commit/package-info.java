/**
 * Group commit: what arrives while one commit runs is committed together by the next. {@link
 * dev.hubbub.commit.GroupCommit} is all there is; intake and outbox each hold one.
 */
@NullMarked
package dev.hubbub.commit;

import org.jspecify.annotations.NullMarked;
