package dev.hubbub;

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
import dev.hubbub.jobs.HubJob;
import dev.hubbub.jobs.Jobs;
import dev.hubbub.message.Ids;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.store.QuartzConnections;
import dev.hubbub.store.StoredArchive;
import dev.hubbub.store.StoredAudit;
import dev.hubbub.store.StoredJobRuns;
import dev.hubbub.store.StoredReminders;
import dev.hubbub.store.StoredRetention;
import dev.hubbub.store.StoredSpeakers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who talks without being a channel: the bot behind the command routes, and what a clock starts. */
final class Talk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Talk.class);
    private static final Duration ENDED_REMINDERS = Duration.ofDays(30);

    /** The own database is this hub's alone, so its name there can be the same after each start. */
    private static final String ONLY_NODE = "only";

    final Jobs jobs;
    private final Reminders reminders;
    private final Map<String, Object> beans;

    Talk(Settings settings, Storage storage, Middle middle, ChannelSettings channels, Ids ids) {
        Clock clock = Clock.systemUTC();
        this.jobs = Jobs.open(
                new QuartzConnections(storage.database),
                storage.embedded() ? ONLY_NODE : storage.node.id().toString(),
                new StoredJobRuns(storage.database),
                settings.duration(Key.JOBS_MIN_EVERY),
                clock);
        Voice voice = draft -> middle.intake.submit(draft);
        StoredReminders book = new StoredReminders(storage.database, ids, clock);
        this.reminders = new Reminders(book, book, jobs.alarms(), voice, settings.integer(Key.BOT_REMINDERS));
        Fortunes fortunes = Fortunes.from(
                settings.words(Key.FORTUNE_FILES).stream().map(Path::of).toList());
        Bot bot = new Bot(
                middle.commands::all,
                fortunes,
                new Shouts(settings.words(Key.BOT_SHOUT_BOXES), middle.outbox::isOpen, voice),
                reminders,
                new Who(new StoredSpeakers(new StoredArchive(storage.database), clock), clock),
                settings.has(Key.TIME_ZONE) ? ZoneId.of(settings.text(Key.TIME_ZONE)) : ZoneId.systemDefault());
        this.beans = Map.of("bot", bot, "fortunes", fortunes);
        jobs.add(retention(settings, storage, channels, book, ids, clock));
    }

    /** What route files may call. */
    Map<String, Object> beans() {
        return beans;
    }

    /** Lets jobs and reminders begin once the route files are up. */
    void start(RouteFolder files) {
        jobs.ringWith(reminders::ring);
        reminders.windUp();
        jobs.start(files::awaitSettled);
    }

    private static HubJob retention(
            Settings settings, Storage storage, ChannelSettings channels, StoredReminders book, Ids ids, Clock clock) {
        StoredAudit audit = new StoredAudit(storage.database, ids);
        StoredRetention retention = new StoredRetention(storage.database, clock);
        return new HubJob(
                "retention",
                "Deletes messages older than their channel keeps them.",
                settings.text(Key.RETENTION_CRON),
                () -> {
                    long gone = retention.sweep(channel -> channels.of(channel).flatMap(ChannelSetting::retention));
                    long events = retention.sweepEvents(settings.duration(Key.EVENTS_RETENTION));
                    int reminders = book.forget(ENDED_REMINDERS);
                    long acts = audit.sweep(clock.instant().minus(settings.duration(Key.AUDIT_RETENTION)));
                    LOG.info(
                            "Deleted {} messages, {} events, {} ended reminders and {} audited acts that were past their time",
                            gone,
                            events,
                            reminders,
                            acts);
                });
    }

    @Override
    public void close() {
        jobs.close();
    }
}
