package dev.hubbub.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All rules that count: first those of files, by the files' names and in their order, then those made in the hub, by
 * their position. Safe for many threads; readers never wait.
 */
public final class RuleBook {
    private SortedMap<String, List<Rule>> files = new TreeMap<>();
    private List<Rule> made = List.of();
    private volatile RuleSet current = RuleSet.EMPTY;

    /** The rules as they stand now, compiled. */
    public RuleSet current() {
        return current;
    }

    /** Puts other rules in the place of all those from files. */
    public synchronized void replaceFileRules(SortedMap<String, List<Rule>> rulesByFile) {
        files = new TreeMap<>(rulesByFile);
        compile();
    }

    /** Puts other rules in the place of all those made in the hub. */
    public synchronized void replaceDatabaseRules(List<Rule> rules) {
        made = List.copyOf(rules);
        compile();
    }

    private void compile() {
        List<List<Rule>> sources = new ArrayList<>(files.values());
        sources.add(made);
        current = RuleSet.of(sources);
    }
}
