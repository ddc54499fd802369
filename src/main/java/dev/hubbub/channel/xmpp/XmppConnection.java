package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.Backoff;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one account logged in for as long as it is used, whatever becomes of the server, and its rooms joined. */
final class XmppConnection {
    private static final Logger LOG = LoggerFactory.getLogger(XmppConnection.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(600);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final Duration OUT_FOR = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration CHECK = Duration.ofSeconds(60);

    private final XmppAccount account;
    private final XmppMemory memory;
    private final @Nullable WebFiles web;
    private final DomainBareJid domain;
    private final DirectMessages direct;
    private final Map<BareJid, Room> rooms = new ConcurrentHashMap<>();
    private final TimeZones zones = new TimeZones(this::session);
    private final ExecutorService workers;
    private final ScheduledExecutorService clock;
    private final Thread loop;
    private volatile @Nullable Session session;
    private volatile Shows.Own shown = Shows.Own.USUAL;
    private volatile boolean closed;
    private @Nullable String outage;

    /** @param web what fetches and uploads files; null: files stay links */
    XmppConnection(XmppAccount account, XmppMemory memory, @Nullable WebFiles web) throws XmppStringprepException {
        this.account = account;
        this.web = web;
        this.domain = JidCreate.domainBareFrom(account.domain());
        this.memory = memory;
        this.direct = new DirectMessages(this, JidCreate.entityBareFrom(account.address()), memory);
        ThreadFactory threads = task -> daemon(task, "xmpp-" + account.user() + "-worker");
        this.workers = Executors.newCachedThreadPool(threads);
        this.clock =
                Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "xmpp-" + account.user() + "-clock"));
        this.loop = daemon(this::run, "xmpp-" + account.user());
        this.loop.start();
        later(CHECK, this::checkRooms);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    XmppAccount account() {
        return account;
    }

    @Nullable
    WebFiles web() {
        return web;
    }

    DomainBareJid domain() {
        return domain;
    }

    TimeZones zones() {
        return zones;
    }

    private @Nullable Session session() {
        return session;
    }

    void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed: a task was left", account);
        }
    }

    private void later(Duration wait, Runnable task) {
        try {
            Future<?> unused = clock.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed: a task was left", account);
        }
    }

    /** Begins to use the account's direct messages; to be released once. */
    synchronized Place useDirect() {
        return used(direct);
    }

    /** Begins to use a room; to be released once. The first user's nick and hello count. */
    synchronized Place useRoom(EntityBareJid address, String nick, String hello) {
        return used(rooms.computeIfAbsent(address, key -> new Room(this, address, nick, hello, memory)));
    }

    private Place used(Place place) {
        place.use();
        if (place.entered() == null) {
            enter(place);
        }
        return place;
    }

    /** Ends a use; a place nobody uses is left after a moment, in which a route may be replaced. */
    synchronized void release(Place place) {
        if (place.release()) {
            later(GRACE, () -> leave(place));
        }
    }

    private synchronized void leave(Place place) {
        if (!place.isUnused() || closed) {
            return;
        }
        if (place instanceof Room room && rooms.remove(room.address, room)) {
            room.depart();
            room.inbox.stop();
        }
    }

    synchronized boolean isUnused() {
        return direct.isUnused() && rooms.values().stream().allMatch(Place::isUnused);
    }

    boolean isRoom(BareJid address) {
        return rooms.containsKey(address);
    }

    List<PlaceState> states() {
        boolean connected = session != null;
        return Stream.concat(Stream.of(direct), rooms.values().stream())
                .filter(place -> !place.isUnused())
                .map(place -> place.state(connected))
                .toList();
    }

    /** Logs out and stops for good. */
    void close() {
        closed = true;
        loop.interrupt();
        clock.shutdownNow();
        direct.inbox.stop();
        rooms.values().forEach(room -> room.inbox.stop());
        try {
            loop.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        while (!closed) {
            Instant begun = Instant.now();
            try {
                noteOutage(live());
                if (Instant.now().isAfter(begun.plus(STEADY))) {
                    backoff.reset();
                }
                TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One log-in from begin to end. @return why it ended or could not begin */
    private String live() throws InterruptedException {
        Session current = null;
        String why = "closed";
        try {
            current = Session.open(account, this::onMessage, this::onPresence);
            session = current;
            LOG.info("{} is logged in", account);
            outage = null;
            watch(current);
            enterAll();
            why = current.ended().get();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            why = reason(e);
        } finally {
            session = null;
            direct.left(why);
            for (Room room : rooms.values()) {
                room.left(why);
            }
            if (current != null) {
                current.close();
            }
        }
        return why;
    }

    /** Asks the server for a sign of life after each silence, for as long as the log-in lasts. */
    private void watch(Session current) {
        if (!current.isAlive()) {
            return;
        }
        Duration left = current.untilSilence();
        if (left.toMillis() > 0) {
            later(left, () -> watch(current));
        } else {
            execute(() -> {
                CompletableFuture<Void> unused = current.ask().thenRun(() -> watch(current));
            });
        }
    }

    private synchronized void enterAll() {
        enter(direct);
        rooms.values().forEach(this::enter);
    }

    private void noteOutage(String why) {
        if (!why.equals(outage)) {
            LOG.warn("{} is not connected, trying again for ever: {}", account, why);
            outage = why;
        }
    }

    static String reason(Throwable e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof SmackException.EndpointConnectionException unreachable) {
            return unreachable(unreachable);
        }
        String text = cause.getMessage();
        return text == null
                ? cause.getClass().getSimpleName()
                : text.lines().findFirst().orElse(text);
    }

    /** Smack's own sentence says the same in three times as many words. */
    private static String unreachable(SmackException.EndpointConnectionException e) {
        return e.getConnectionExceptions().stream()
                .map(one -> "no XMPP server answers at "
                        + one.getAddress().getInetSocketAddress().getHostString() + ":"
                        + one.getAddress().getInetSocketAddress().getPort() + " ("
                        + one.getException().getMessage() + ")")
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    /** Enters a place unless it is entered, on a thread of its own, as often as it takes while this log-in lasts. */
    void enter(Place place) {
        execute(() -> {
            place.entry.lock();
            try {
                enterUntilDone(place);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                place.entry.unlock();
            }
        });
    }

    void fetchAgain() {
        fetchAgain(direct);
        rooms.values().forEach(this::fetchAgain);
    }

    /** Fetches again what an entered place had to let go. */
    void fetchAgain(Place place) {
        execute(() -> {
            place.entry.lock();
            try {
                Session current = place.ready();
                if (current != null) {
                    LOG.info("{} fetches again what was too much in {}", account, place.address);
                    place.fetchAgain(current);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                place.left(reason(e));
                enter(place);
            } finally {
                place.entry.unlock();
            }
        });
    }

    private void enterUntilDone(Place place) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        while (true) {
            Session current = session;
            if (current == null || !current.isAlive() || place.isUnused() || place.ready() == current) {
                return;
            }
            try {
                place.enter(current);
                LOG.info("{} {}", account, place.isRoom() ? "is in " + place.address : "takes direct messages");
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                place.left(reason(e));
                LOG.warn("{} is not in {}, trying again: {}", account, place.address, reason(e));
            }
            if (endsWithin(current, backoff.next())) {
                return;
            }
        }
    }

    private static boolean endsWithin(Session current, Duration time) throws InterruptedException {
        try {
            current.ended().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The room took the account out: it comes back after a moment. */
    void thrownOut(Room room, String reason) {
        Session current = session;
        if (current == null || !current.isAlive()) {
            return;
        }
        room.left(reason);
        LOG.warn("{} in {}: {}", account, room.address, reason);
        later(OUT_FOR, () -> enter(room));
    }

    private void checkRooms() {
        later(CHECK, this::checkRooms);
        for (Room room : rooms.values()) {
            try {
                room.checkPresence();
            } catch (XmppStringprepException | RuntimeException e) {
                LOG.warn("{} in {} could not be checked: {}", account, room.address, reason(e));
            }
        }
    }

    private void onMessage(Message message) {
        Jid from = message.getFrom();
        Room room = from == null ? null : rooms.get(from.asBareJid());
        noteState(message, room);
        if (room != null && message.getType() == Message.Type.groupchat) {
            room.onMessage(message);
        } else if (message.getType() != Message.Type.groupchat) {
            direct.onMessage(message);
        }
    }

    private void onPresence(Presence presence) {
        Room room =
                presence.getFrom() == null ? null : rooms.get(presence.getFrom().asBareJid());
        Session current = session;
        if (room != null) {
            room.onPresence(presence);
        } else if (current != null) {
            direct.onPresence(presence, current);
        }
    }

    /** Of the moment only what comes just now: what comes late is over. */
    private void noteState(Message message, @Nullable Room room) {
        if (message.getType() == Message.Type.error || Stanzas.delay(message) != null) {
            return;
        }
        if (message.getType() != Message.Type.groupchat) {
            direct.onState(message);
            direct.onReceipt(message);
        } else if (room != null) {
            room.onState(message);
        }
    }

    /** How the bot is to be shown. */
    Shows.Own shown() {
        return shown;
    }

    /** Shows the bot so from now on, here and in all rooms, over log-ins, until the hub ends. */
    void show(Shows.Own own) throws DeliveryException, InterruptedException, XmppStringprepException {
        shown = own;
        Session current = online();
        current.appear(account.priority(), own);
        for (Room room : rooms.values()) {
            if (room.ready() == current) {
                room.appear(current);
            }
        }
    }

    /** The log-in there is. */
    Session online() throws DeliveryException {
        Session current = session;
        if (current == null || !current.isAlive()) {
            throw new DeliveryException.Temporary(account.address() + " is not connected: " + direct.whyNot(), null);
        }
        return current;
    }
}
