/**
 * What the bot can do when somebody says {@code !word} to it. {@link dev.hubbub.bot.CommandLine} tells a command from
 * talk; each command is a route file {@code from: hub:command/WORD} that calls one of the beans here: {@link
 * dev.hubbub.bot.Help}, {@link dev.hubbub.bot.Fortunes}, {@link dev.hubbub.bot.Shouts}, {@link
 * dev.hubbub.bot.Reminders}, {@link dev.hubbub.bot.Who}. The exchange's body is the answer.
 *
 * <p>A command may be run again after a crash, so whatever it does is keyed by the delivery that asked for it ({@link
 * dev.hubbub.bot.Call#key}).
 */
@NullMarked
package dev.hubbub.bot;

import org.jspecify.annotations.NullMarked;
