/**
 * What is to become of a message, as data: <em>when</em> conditions hold, <em>then</em> actions follow.
 *
 * <p>Read {@link dev.hubbub.rules.Rule}, {@link dev.hubbub.rules.Condition} and {@link dev.hubbub.rules.Action} first:
 * they are the language. {@link dev.hubbub.rules.RuleFiles} reads it from YAML or JSON ({@code rules.schema.json} says the
 * same to editors); {@link dev.hubbub.rules.RuleFolder} watches the files and {@link dev.hubbub.rules.RuleBook} holds all
 * that counts. {@link dev.hubbub.rules.RuleSet} is the compiled snapshot that answers, for one message, with a {@link
 * dev.hubbub.rules.Verdict}; {@link dev.hubbub.rules.DryRun} explains one without anything happening.
 */
@NullMarked
package dev.hubbub.rules;

import org.jspecify.annotations.NullMarked;
