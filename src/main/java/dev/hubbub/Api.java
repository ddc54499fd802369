package dev.hubbub;

import dev.hubbub.api.HubApi;
import dev.hubbub.api.StarMap;
import dev.hubbub.api.stream.Streams;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.jobs.Jobs;
import dev.hubbub.message.Ids;
import dev.hubbub.store.StoredArchive;
import dev.hubbub.store.StoredChannels;
import dev.hubbub.store.StoredDesk;
import dev.hubbub.store.StoredReadMarks;
import dev.hubbub.store.StoredRecords;
import dev.hubbub.store.StoredRules;
import dev.hubbub.store.StoredStories;
import dev.hubbub.web.Standings;
import dev.hubbub.web.WebConfig;
import java.time.Clock;

/** The operations of the API, on top of everything else. */
final class Api {
    private Api() {}

    static HubApi make(
            Settings settings,
            Storage storage,
            Folders folders,
            Middle middle,
            Jobs jobs,
            Star star,
            Front front,
            Ids ids) {
        Clock clock = Clock.systemUTC();
        HubApi.Shelves kept = new HubApi.Shelves(
                new StoredArchive(storage.database, storage.events),
                new StoredDesk(storage.database, storage.events, clock),
                new StoredChannels(storage.database, storage.events, clock),
                new StoredReadMarks(storage.database, clock),
                new StoredRules(storage.database, clock),
                new StoredStories(storage.database),
                new StoredRecords(storage.database, clock),
                storage.keys,
                storage.events);
        HubApi.Working working = new HubApi.Working(
                middle.intake,
                middle.outbox,
                middle.asks,
                middle.events,
                folders.rules,
                folders::ruleFiles,
                folders::resources,
                star.folder,
                jobs,
                new StarMap(star.folder, folders.channels),
                front.permissions,
                ids);
        Streams.Limits limits = new Streams.Limits(
                settings.integer(Key.STREAMS),
                settings.integer(Key.STREAMS_PER_CALLER),
                settings.integer(Key.STREAM_BACKLOG),
                settings.duration(Key.STREAM_PATIENCE),
                settings.duration(Key.STREAM_HEARTBEAT));
        Standings standings = new Standings(front.identity, WebConfig.of(settings));
        return new HubApi(kept, working, limits, standings::of, settings.integer(Key.MESSAGES_RATE), clock);
    }
}
