/**
 * Group commit: what arrives while one commit runs is committed together by the next. {@link
 * dev.hubbub.commit.GroupCommit} is all there is; intake, outbox and what counts texts each hold their own.
 */
@NullMarked
package dev.hubbub.commit;

import org.jspecify.annotations.NullMarked;
