package dev.hubbub.config;

import java.util.List;

/** Settings that the hub cannot start with. Each problem is one sentence that names key, origin and what is allowed. */
public final class SettingsException extends RuntimeException {

    private final transient List<String> problems;

    /** One problem. */
    public SettingsException(String problem) {
        this(List.of(problem));
    }

    /** All that is wrong, at once. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, in the order they were found. */
    public List<String> problems() {
        return problems;
    }
}
