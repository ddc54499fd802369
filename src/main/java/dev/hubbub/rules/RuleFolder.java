package dev.hubbub.rules;

import dev.hubbub.config.FileState;
import dev.hubbub.config.YamlFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** {@code config/rules}, watched: its files' rules are in the book, as soon as they are right. */
public final class RuleFolder implements AutoCloseable {
    private final YamlFolder<Rule> folder;

    /**
     * A folder that is not watched yet.
     *
     * @param book gets the rules
     * @param onChange is told each change of a file's state, after it is in force
     */
    public RuleFolder(Path dir, RuleBook book, Consumer<FileState> onChange, Clock clock) {
        folder = new YamlFolder<>(dir, RuleFiles::read, book::replaceFileRules, onChange, clock);
    }

    /** Reads what is there before it returns, and watches from then on. */
    public void start() {
        folder.start();
    }

    /** Every file's state, by name. */
    public List<FileState> states() {
        return folder.states();
    }

    @Override
    public void close() {
        folder.close();
    }
}
