package dev.hubbub.rules;

import dev.hubbub.message.Draft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All rules as they stand at one moment, compiled. Immutable and safe for many threads.
 *
 * <p>A message asks only the rules that can match it at all: those its channel, its words and its sender lead to (see
 * {@link RuleIndex}). These are asked in the order of the rules, because what an earlier one does (tags, priority) counts
 * for later ones.
 */
public final class RuleSet {
    /** No rules. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final List<Rule> rules;
    private final CompiledRule[] compiled;
    private final Needles needles = new Needles();
    private final RuleIndex index;

    /** @param rules in the order they are asked; those that are not enabled are kept and passed over */
    public RuleSet(List<Rule> rules) {
        this(rules, Needles.FEW);
    }

    /** @param fewNeedles up to how many phrases are looked for one by one */
    RuleSet(List<Rule> rules, int fewNeedles) {
        this.rules = List.copyOf(rules);
        Checks checks = new Checks(needles);
        this.compiled = this.rules.stream()
                .filter(Rule::enabled)
                .map(rule -> new CompiledRule(rule, checks))
                .toArray(CompiledRule[]::new);
        this.index = new RuleIndex(
                this.rules.stream().filter(Rule::enabled).map(Rule::when).toList(), needles, fewNeedles);
    }

    /** All rules, those that are not enabled too, in their order. */
    public List<Rule> rules() {
        return rules;
    }

    /**
     * What the rules say about a message. A message that says itself where it goes is not asked about.
     *
     * @param now the time that conditions about time look at
     */
    public Verdict match(Draft draft, Instant now) {
        if (!draft.explicitTargets().isEmpty()) {
            return Verdict.explicit(draft);
        }
        Facts facts = new Facts(draft, now, needles);
        RuleIndex.Candidates candidates = index.candidates(facts);
        Decision decision = null;
        for (int i = candidates.next(0); i >= 0; i = candidates.next(i + 1)) {
            CompiledRule rule = compiled[i];
            if (rule.holds(facts)) {
                decision = decision == null ? new Decision(facts) : decision;
                if (!decision.take(rule.rule(), rule.why(facts))) {
                    break;
                }
            }
        }
        return decision == null ? Verdict.unchanged(draft) : decision.verdict();
    }

    /**
     * The same, asking every rule one after the other.
     *
     * @param missed is told each rule that does not match, and why not
     */
    Verdict explain(Draft draft, Instant now, BiConsumer<Rule, String> missed) {
        if (!draft.explicitTargets().isEmpty()) {
            rules.forEach(rule -> missed.accept(rule, "the message itself says where it goes"));
            return Verdict.explicit(draft);
        }
        Facts facts = new Facts(draft, now, needles);
        Decision decision = new Decision(facts);
        String stopped = null;
        int next = 0;
        for (Rule rule : rules) {
            CompiledRule ready = rule.enabled() ? compiled[next++] : null;
            String whyNot = whyNot(ready, stopped, facts);
            if (whyNot != null || ready == null) {
                missed.accept(rule, String.valueOf(whyNot));
            } else if (!decision.take(rule, ready.why(facts))) {
                stopped = rule.name();
            }
        }
        return decision.verdict();
    }

    private static @Nullable String whyNot(@Nullable CompiledRule rule, @Nullable String stopped, Facts facts) {
        if (rule == null) {
            return "it is switched off";
        }
        return stopped == null ? rule.whyNot(facts) : "it is not asked: the rule '" + stopped + "' stops";
    }

    /** The rules of several sources, one source after the other. */
    static RuleSet of(List<List<Rule>> sources) {
        List<Rule> all = new ArrayList<>();
        sources.forEach(all::addAll);
        return new RuleSet(all);
    }
}
