package dev.hubbub.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every operation of the contract by its {@code operationId}: the table of contents of the API. Two packages that serve
 * operations each fill the same list; the server refuses to start unless list and contract name the same operations.
 */
public final class Operations {
    private final Map<String, Operation> all = new TreeMap<>();

    /** Serves an operation that may wait for a database or a file. */
    public Operations waiting(String id, Operation.Waiting operation) {
        return put(id, operation);
    }

    /** Serves an operation that never waits. */
    public Operations prompt(String id, Operation.Prompt operation) {
        return put(id, operation);
    }

    /** Serves an operation that writes its own response. */
    public Operations open(String id, Operation.Open operation) {
        return put(id, operation);
    }

    private Operations put(String id, Operation operation) {
        if (all.putIfAbsent(id, operation) != null) {
            throw new IllegalArgumentException("operation " + id + " is served twice");
        }
        return this;
    }

    /** The ids of what is served so far. */
    public Set<String> ids() {
        return Set.copyOf(all.keySet());
    }

    Operation get(String id) {
        Operation operation = all.get(id);
        if (operation == null) {
            throw new IllegalStateException("operation " + id + " is served by nobody");
        }
        return operation;
    }

    /**
     * Holds the list against the contract.
     *
     * @throws IllegalStateException naming what only one of them has
     */
    void match(Set<String> contract) {
        Set<String> unserved = new TreeSet<>(contract);
        unserved.removeAll(all.keySet());
        Set<String> unknown = new TreeSet<>(all.keySet());
        unknown.removeAll(contract);
        if (!unserved.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalStateException("The contract and what serves it differ: not served " + unserved
                    + ", not in the contract " + unknown);
        }
    }
}
