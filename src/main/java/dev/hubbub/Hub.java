package dev.hubbub;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.api.HubApi;
import dev.hubbub.api.HubMetrics;
import dev.hubbub.api.SandboxOperations;
import dev.hubbub.channel.feed.Feeds;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.message.Ids;
import dev.hubbub.sandbox.Sandbox;
import dev.hubbub.store.StoredArchive;
import dev.hubbub.store.StoredFeeds;
import dev.hubbub.store.StoredHubId;
import dev.hubbub.web.WebConfig;
import dev.hubbub.web.WebGround;
import dev.hubbub.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Optional;

/**
 * A running hub. The parts are put together here, by hand, from the inside out: storage, middle, bot and jobs, HTTP, and
 * last the star's points, when everything they talk to is there. They are taken apart the other way round.
 */
public final class Hub implements AutoCloseable {
    private final Parts parts;
    final Storage storage;
    final Folders folders;
    final Middle middle;
    final Talk talk;
    final Star star;
    final Front front;
    final Optional<Secret> firstPassword;
    final Sandbox sandbox;

    private Hub(
            Parts parts,
            Storage storage,
            Folders folders,
            Middle middle,
            Talk talk,
            Star star,
            Front front,
            Optional<Secret> firstPassword,
            Sandbox sandbox) {
        this.parts = parts;
        this.storage = storage;
        this.folders = folders;
        this.middle = middle;
        this.talk = talk;
        this.star = star;
        this.front = front;
        this.firstPassword = firstPassword;
        this.sandbox = sandbox;
    }

    /**
     * Starts a hub. When this returns it answers; route files may still be starting, each for itself.
     *
     * @throws Exception with a message for people if it cannot start; nothing is left running then
     */
    public static Hub start(Settings settings) throws Exception {
        return start(settings, new Parts());
    }

    /** As {@link #start(Settings)}, filling the caller's list of parts, so that a start can be broken off. */
    static Hub start(Settings settings, Parts parts) throws Exception {
        try {
            return put(settings, parts);
        } catch (Exception | Error e) {
            parts.close();
            throw e;
        }
    }

    private static Hub put(Settings given, Parts parts) throws Exception {
        WebServer.requireFree(WebConfig.of(given));
        Clock clock = Clock.systemUTC();
        Ids ids = UuidCreator::getTimeOrderedEpochPlus1;
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Ahead<WebGround> ground = parts.add(Ahead.of("web", WebGround::make));
        Storage storage = parts.add(Storage.open(given, ids));
        Ahead<Sandbox> peers = parts.add(Ahead.of("sandbox", () -> Sandbox.start(given)));
        Announcer announcer = new Announcer(storage.events, clock);
        Folders folders = parts.add(new Folders(given, storage, announcer, clock));
        Middle middle = parts.add(new Middle(given, storage, ids, folders, meters));
        Talk talk = parts.add(new Talk(given, storage, middle, folders.channels, ids));
        Sandbox sandbox = peers.get();
        Settings settings = sandbox.settings();
        Star star = parts.add(
                new Star(settings, storage, middle.ports(), ids, talk.jobs, talk.beans(), announcer::routeFile));
        Front front = parts.add(new Front(settings, storage, folders.channels, ids));
        HubApi api = parts.add(Api.make(settings, storage, folders, middle, talk.jobs, star, front, ids));
        parts.add(new HubMetrics(middle.intake, middle.outbox, api, meters));
        api.start();
        front.open(
                settings,
                ground.get(),
                operations -> {
                    api.register(operations);
                    new SandboxOperations(sandbox::peers).register(operations);
                },
                Health.checks(storage, star),
                meters);
        front.offer(star, settings);
        sandbox.phones().ifPresent(phones -> star.contexts.bean("phones", phones));
        star.contexts.bean("feeds", feeds(settings, storage, folders, star));
        Optional<Secret> password = front.firstStart();
        star.open();
        talk.start(star.folder);
        storage.database.openAll();
        return new Hub(parts, storage, folders, middle, talk, star, front, password, sandbox);
    }

    private static Feeds feeds(Settings settings, Storage storage, Folders folders, Star star) {
        FeedShelf shelf = new FeedShelf(
                new StoredArchive(storage.database, storage.events),
                folders::resources,
                WebConfig.of(settings).publicUrl());
        StoredFeeds memory = new StoredFeeds(storage.database, Clock.systemUTC());
        return Feeds.of(settings, star.outside, memory, shelf, StoredHubId.of(storage.database));
    }

    /**
     * What a person at the terminal wants to know first. It may hold the admin's first password, which belongs on the
     * terminal only and never into a log.
     */
    String greeting() {
        StringBuilder says =
                new StringBuilder("\nHubbub is at ").append(front.url()).append('\n');
        if (!sandbox.peers().isEmpty()) {
            says.append("To try it, there are phones, mailboxes and a chat at ")
                    .append(front.url())
                    .append("/sandbox\n");
        }
        firstPassword.ifPresent(password -> says.append("First start: log in as admin with this password: ")
                .append(password.reveal())
                .append("\nIt is shown only this once; change it on the page, or with: hubbub user passwd admin\n"));
        return says.toString();
    }

    /** The port it answers on. */
    public int port() {
        return front.port();
    }

    /** Stops taking messages, lets what is under way end, and leaves the rest in the database. */
    @Override
    public void close() {
        parts.close();
    }
}
