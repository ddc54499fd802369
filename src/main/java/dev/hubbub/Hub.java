package dev.hubbub;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.bot.Bot;
import dev.hubbub.bot.Fortunes;
import dev.hubbub.bot.Reminders;
import dev.hubbub.bot.Shouts;
import dev.hubbub.bot.Voice;
import dev.hubbub.bot.Who;
import dev.hubbub.config.ChannelSetting;
import dev.hubbub.config.ChannelSettings;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.jobs.Jobs;
import dev.hubbub.message.Ids;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.rules.RuleFolder;
import dev.hubbub.store.QuartzConnections;
import dev.hubbub.store.StoredJobRuns;
import dev.hubbub.store.StoredReminders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        Jobs jobs = parts.add(Jobs.open(
                new QuartzConnections(storage.database),
                storage.node.id().toString(),
                new StoredJobRuns(storage.database),
                settings.duration(Key.JOBS_MIN_EVERY),
                clock));
        Bot bot = bot(settings, storage, middle, jobs, ids);
        Star star =
                parts.add(new Star(settings, storage, middle.ports(), jobs, Map.of("bot", bot), announcer::routeFile));
        star.folder.start();
        jobs.start(star.folder::awaitSettled);
        return new Hub(parts, storage, middle, star);
    }

    private static Bot bot(Settings settings, Storage storage, Middle middle, Jobs jobs, Ids ids) {
        Clock clock = Clock.systemUTC();
        Voice voice = draft -> middle.intake.submit(draft);
        StoredReminders book = new StoredReminders(storage.database, ids, clock);
        Reminders reminders = new Reminders(book, book, jobs.alarms(), voice, settings.integer(Key.BOT_REMINDERS));
        jobs.ringWith(reminders::ring);
        reminders.windUp();
        return new Bot(
                middle.commands::all,
                Fortunes.from(words(settings.text(Key.FORTUNE_FILES)).stream()
                        .map(Path::of)
                        .toList()),
                new Shouts(words(settings.text(Key.BOT_SHOUT_BOXES)), middle.outbox::isOpen, voice),
                reminders,
                new Who((channel, within, most) -> List.of(), clock),
                settings.has(Key.TIME_ZONE) ? ZoneId.of(settings.text(Key.TIME_ZONE)) : ZoneId.systemDefault());
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Stops taking messages, lets what is under way end, and leaves the rest in the database. */
    @Override
    public void close() {
        parts.close();
    }
}
