package dev.hubbub.api;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.api.archive.KeyDesk;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.api.archive.ReadMarks;
import dev.hubbub.api.archive.RecordShelf;
import dev.hubbub.api.archive.RuleShelf;
import dev.hubbub.api.archive.StoryShelf;
import dev.hubbub.api.stream.Standing;
import dev.hubbub.api.stream.Streams;
import dev.hubbub.config.FileState;
import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog;
import dev.hubbub.intake.Intake;
import dev.hubbub.jobs.Jobs;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Ids;
import dev.hubbub.outbox.Asks;
import dev.hubbub.outbox.Outbox;
import dev.hubbub.parser.Resource;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.security.Permissions;
import dev.hubbub.security.RateLimit;
import dev.hubbub.web.Operations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All operations of the contract but those of identity, which are the web server's own. */
public final class HubApi implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 10_000;

    private final Shelves shelves;
    private final Working working;
    private final Access access;
    private final Clock clock;
    private final RateLimit posts;
    private final RuleDesk rules;
    private final Streams streams;
    private final ExecutorService readers;
    private final Tallies tallies;
    private final PausedChannels lanes;

    /** What is kept in the database. */
    public record Shelves(
            MessageArchive messages,
            DeliveryDesk deliveries,
            ChannelBook channels,
            ReadMarks marks,
            RuleShelf rules,
            StoryShelf stories,
            RecordShelf records,
            KeyDesk keys,
            EventLog events) {}

    /**
     * The parts of the running hub that the API shows and moves.
     *
     * @param asks what routes can be asked to do at once
     * @param ruleFiles how the files of rules stand
     * @param resources what messages can be tied to, as files describe it
     */
    public record Working(
            Intake intake,
            Outbox outbox,
            Asks asks,
            EventFeed events,
            RuleBook rules,
            Supplier<List<FileState>> ruleFiles,
            Supplier<List<Resource>> resources,
            RouteFolder routes,
            Jobs jobs,
            ChannelDirectory channels,
            Permissions permissions,
            Ids ids) {}

    /**
     * @param standing tells whether the caller of a stream is still in
     * @param messagesASecond how many one caller may post; 0: any number
     */
    public HubApi(
            Shelves shelves,
            Working working,
            Streams.Limits limits,
            Standing standing,
            int messagesASecond,
            Clock clock) {
        this.shelves = shelves;
        this.working = working;
        this.clock = clock;
        this.posts = new RateLimit("You post more than you may.", messagesASecond, Duration.ofSeconds(1));
        this.access = new Access(working.permissions(), working.channels());
        this.tallies = new Tallies(shelves.channels());
        this.rules = new RuleDesk(shelves.rules(), working.rules());
        this.readers = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "hubbub-api");
                    thread.setDaemon(true);
                    return thread;
                });
        this.lanes = new PausedChannels(shelves.channels(), working.outbox(), working.events(), readers);
        this.streams = new Streams(
                new Streams.Source(shelves.events(), working.events(), shelves.messages(), working.permissions()),
                limits,
                standing,
                readers,
                clock);
    }

    /** Brings the rules that are kept in the database into force. */
    public void start() {
        rules.start();
    }

    /** Serves every operation. */
    public void register(Operations operations) {
        Reading reading = new Reading(shelves.messages(), shelves.deliveries(), access);
        new PostOperations(working.intake(), access, reading, readers, posts, working.ids()).register(operations);
        new ChangeOperations(working.intake(), access, reading, posts).register(operations);
        new TestOperation(working.intake(), access, posts).register(operations);
        new MessageOperations(shelves.messages(), shelves.deliveries(), reading, access).register(operations);
        new ChannelOperations(
                        working.channels(),
                        shelves.channels(),
                        shelves.marks(),
                        tallies,
                        working.outbox(),
                        lanes,
                        access)
                .register(operations);
        new AskOperations(working.asks(), access).register(operations);
        new DeliveryOperations(shelves.deliveries(), working.outbox()).register(operations);
        new RuleOperations(shelves.rules(), rules, working.rules(), working.ruleFiles(), working.ids())
                .register(operations);
        new DryRunOperation(working.rules(), shelves.messages(), shelves.deliveries(), clock).register(operations);
        new RouteFileOperations(working.routes()).register(operations);
        new JobOperations(working.jobs(), shelves.stories()).register(operations);
        new ResourceOperations(shelves.records(), working.resources()).register(operations);
        new KeyOperations(shelves.keys()).register(operations);
        operations.open("streamEvents", streams::serve);
    }

    /** What is not done with, by channel; asks the database. */
    Map<ChannelId, ChannelBook.Open> open() {
        return shelves.channels().open();
    }

    /** Streams that are open. */
    public int streams() {
        return streams.size();
    }

    @Override
    public void close() {
        lanes.close();
        streams.close();
        rules.close();
        readers.shutdownNow();
    }
}
