package dev.hubbub.rules;

import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a message, with nothing happening.
 *
 * @param verdict which rules match and why, what would be held back and why
 * @param sendings what would be sent, with its text as the target would get it
 * @param misses the rules that do not match, and why not; none unless they were asked for
 */
public record DryRun(Verdict verdict, List<Sending> sendings, List<Miss> misses) {
    public DryRun {
        sendings = List.copyOf(sendings);
        misses = List.copyOf(misses);
    }

    /**
     * Something that would be sent.
     *
     * @param rule the rule that says so; null for what the message itself asked for
     */
    public record Sending(Target target, @Nullable String rule, String text) {}

    /**
     * A rule that does not match.
     *
     * @param whyNot the first of its conditions that fails
     */
    public record Miss(String rule, Rule.Origin origin, String whyNot) {}

    /** Which rules match, and what would be sent. */
    public static DryRun of(RuleSet rules, Draft draft, Instant now) {
        return of(rules.match(draft, now), draft, now, List.of());
    }

    /** The same, and why the others do not match. */
    public static DryRun verbose(RuleSet rules, Draft draft, Instant now) {
        List<Miss> misses = new ArrayList<>();
        Verdict verdict =
                rules.explain(draft, now, (rule, whyNot) -> misses.add(new Miss(rule.name(), rule.origin(), whyNot)));
        return of(verdict, draft, now, misses);
    }

    private static DryRun of(Verdict verdict, Draft draft, Instant now, List<Miss> misses) {
        Draft after = verdict.apply(draft);
        List<Sending> sendings = new ArrayList<>();
        for (Verdict.Planned one : verdict.planned()) {
            String format = one.target().format();
            String text = format == null ? after.text() : Format.parse(format).render(after, now);
            sendings.add(new Sending(one.target(), one.rule(), text));
        }
        for (Verdict.Reply reply : verdict.replies()) {
            sendings.add(new Sending(reply.target(), reply.rule(), reply.text()));
        }
        return new DryRun(verdict, sendings, misses);
    }
}
