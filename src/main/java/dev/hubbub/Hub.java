package dev.hubbub;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.config.ChannelSetting;
import dev.hubbub.config.ChannelSettings;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.message.Ids;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.rules.RuleFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * A running hub. The parts are put together here, by hand, from the inside out: storage, middle, bot and jobs, HTTP, and
 * last the star's points, when everything they talk to is there. They are taken apart the other way round.
 */
public final class Hub implements AutoCloseable {
    private final Parts parts;
    final Storage storage;
    final Middle middle;
    final Star star;

    private Hub(Parts parts, Storage storage, Middle middle, Star star) {
        this.parts = parts;
        this.storage = storage;
        this.middle = middle;
        this.star = star;
    }

    /**
     * Starts a hub. When this returns it answers; route files may still be starting, each for itself.
     *
     * @throws Exception with a message for people if it cannot start; nothing is left running then
     */
    public static Hub start(Settings settings) throws Exception {
        Parts parts = new Parts();
        try {
            return start(settings, parts);
        } catch (Exception | Error e) {
            parts.close();
            throw e;
        }
    }

    private static Hub start(Settings settings, Parts parts) throws Exception {
        Clock clock = Clock.systemUTC();
        Ids ids = UuidCreator::getTimeOrderedEpochPlus1;
        Storage storage = parts.add(Storage.open(settings, ids));
        RuleBook rules = new RuleBook();
        Path config = settings.path(Key.CONFIG);
        Announcer announcer = new Announcer(storage.events, clock);
        RuleFolder ruleFolder = parts.add(new RuleFolder(config.resolve("rules"), rules, announcer::ruleFile, clock));
        ruleFolder.start();
        ChannelSettings channels =
                parts.add(new ChannelSettings(config.resolve("channels"), announcer::channelFile, clock));
        channels.start();
        Middle middle = parts.add(new Middle(
                settings,
                storage,
                ids,
                rules,
                List.of(),
                channel -> channels.of(channel).flatMap(ChannelSetting::chosenParsers),
                Set.of()));
        Talk talk = parts.add(new Talk(settings, storage, middle, channels, ids));
        Star star =
                parts.add(new Star(settings, storage, middle.ports(), talk.jobs, talk.beans(), announcer::routeFile));
        star.folder.start();
        talk.start(star.folder);
        return new Hub(parts, storage, middle, star);
    }

    /** Stops taking messages, lets what is under way end, and leaves the rest in the database. */
    @Override
    public void close() {
        parts.close();
    }
}
