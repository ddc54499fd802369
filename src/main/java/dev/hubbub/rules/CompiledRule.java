package dev.hubbub.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule made ready to be asked. */
final class CompiledRule {
    private final Rule rule;
    private final Check[] checks;

    CompiledRule(Rule rule, Checks compiler) {
        this.rule = rule;
        this.checks = compiler.sorted(rule.when().conditions());
    }

    Rule rule() {
        return rule;
    }

    boolean holds(Facts facts) {
        for (Check check : checks) {
            if (!check.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** Why it matches; asked only when it does. */
    List<String> why(Facts facts) {
        if (checks.length == 0) {
            return List.of("it matches every message");
        }
        List<String> why = new ArrayList<>(checks.length);
        for (Check check : checks) {
            why.add(check.why(facts));
        }
        return why;
    }

    /** Why it does not match: the first condition that fails; null if it does match. */
    @Nullable
    String whyNot(Facts facts) {
        for (Check check : checks) {
            if (!check.holds(facts)) {
                return check.whyNot(facts);
            }
        }
        return null;
    }
}
