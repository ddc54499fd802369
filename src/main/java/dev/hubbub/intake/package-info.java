/**
 * The way in: parse → tag → match rules → store. {@link dev.hubbub.intake.Intake} takes drafts from the channels and
 * answers only when they are committed; {@link dev.hubbub.intake.MessageLog} is the log it commits to.
 */
@NullMarked
package dev.hubbub.intake;

import org.jspecify.annotations.NullMarked;
