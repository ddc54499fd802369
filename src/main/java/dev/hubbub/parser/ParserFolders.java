package dev.hubbub.parser;

import dev.hubbub.config.FileState;
import dev.hubbub.config.YamlFolder;
import dev.hubbub.rules.Rule;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** {@code config/keywords.yaml} and {@code config/resources}, watched: what parsers look for follows their files. */
public final class ParserFolders implements AutoCloseable {
    private final YamlFolder<Rule> keywords;
    private final YamlFolder<Resource> resources;

    /**
     * Folders that are not watched yet.
     *
     * @param config the folder of configuration
     * @param onChange is told each change of a file's state, after it is in force
     */
    public ParserFolders(
            Path config, KeywordTagger tagger, RecordRecogniser recogniser, Consumer<FileState> onChange, Clock clock) {
        keywords = new YamlFolder<>(
                config,
                file -> String.valueOf(file.getFileName()).equals("keywords.yaml"),
                KeywordTagger::read,
                byFile -> tagger.replace(joined(byFile.values())),
                onChange,
                clock);
        resources = new YamlFolder<>(
                config.resolve("resources"),
                ResourceFiles::read,
                byFile -> recogniser.replace(joined(byFile.values())),
                onChange,
                clock);
    }

    private static <T> List<T> joined(Collection<List<T>> lists) {
        List<T> all = new ArrayList<>();
        lists.forEach(all::addAll);
        return all;
    }

    /** Reads what is there before it returns, and watches from then on. */
    public void start() {
        keywords.start();
        resources.start();
    }

    /** Every file's state. */
    public List<FileState> states() {
        return joined(List.of(keywords.states(), resources.states()));
    }

    @Override
    public void close() {
        keywords.close();
        resources.close();
    }
}
