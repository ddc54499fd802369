package dev.hubbub;

import dev.hubbub.config.ChannelSettings;
import dev.hubbub.config.FileState;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.intake.Parser;
import dev.hubbub.parser.KeywordTagger;
import dev.hubbub.parser.ParserFolders;
import dev.hubbub.parser.RecordRecogniser;
import dev.hubbub.parser.Resource;
import dev.hubbub.parser.TextNormaliser;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.rules.RuleFolder;
import dev.hubbub.store.StoredRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What the configuration folder holds, watched: rules, channel settings, and what parsers look for. */
final class Folders implements AutoCloseable {
    final RuleBook rules = new RuleBook();
    final ChannelSettings channels;
    final List<Parser> parsers;
    private final RecordRecogniser recogniser;
    private final RuleFolder ruleFolder;
    private final ParserFolders parserFolders;

    /** Reads everything once before it returns. */
    Folders(Settings settings, Storage storage, Announcer announcer, Clock clock) {
        Path config = settings.path(Key.CONFIG);
        KeywordTagger tagger = new KeywordTagger();
        this.recogniser = new RecordRecogniser(new StoredRecords(storage.database, clock));
        this.parsers = List.of(new TextNormaliser(settings.integer(Key.INTAKE_MAX_TEXT)), tagger, recogniser);
        this.ruleFolder = new RuleFolder(config.resolve("rules"), rules, announcer::ruleFile, clock);
        this.channels = new ChannelSettings(config.resolve("channels"), announcer::channelFile, clock);
        this.parserFolders = new ParserFolders(config, tagger, recogniser, announcer::parserFile, clock);
        ruleFolder.start();
        channels.start();
        parserFolders.start();
    }

    /** How each file of rules stands. */
    List<FileState> ruleFiles() {
        return ruleFolder.states();
    }

    /** The resources that the files describe. */
    List<Resource> resources() {
        return recogniser.resources();
    }

    @Override
    public void close() {
        ruleFolder.close();
        channels.close();
        parserFolders.close();
    }
}
