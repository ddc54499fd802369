package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.Backoff;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;
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
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration CHECK = Duration.ofSeconds(60);

    private final XmppAccount account;
    private final XmppMemory memory;
    private final @Nullable WebFiles web;
    private final DomainBareJid domain;
    private final DirectMessages direct;
    private final Map<BareJid, Room> rooms = new ConcurrentHashMap<>();
    private final TimeZones zones = new TimeZones(this::session);
    private final Sorter sorter;
    private final Errands errands;
    private final Entrances entrances;
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
        this.errands = new Errands(account);
        this.direct = new DirectMessages(this, JidCreate.entityBareFrom(account.address()), memory);
        this.sorter = new Sorter(direct, rooms, this::session);
        this.entrances = new Entrances(account, errands, this::session);
        this.loop = Errands.daemon(this::run, account, "");
        this.loop.start();
        errands.later(CHECK, this::checkRooms);
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

    Errands errands() {
        return errands;
    }

    Entrances entrances() {
        return entrances;
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
            entrances.enter(place);
        }
        return place;
    }

    /** Ends a use; a place nobody uses is left after a moment, in which a route may be replaced. */
    synchronized void release(Place place) {
        if (place.release()) {
            errands.later(GRACE, () -> leave(place));
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
        errands.forgetLater();
        direct.inbox.stop();
        rooms.values().forEach(room -> room.inbox.stop());
        try {
            loop.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        errands.end();
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
            current = Session.open(account, sorter::onMessage, sorter::onPresence);
            session = current;
            LOG.info("{} is logged in", account);
            outage = null;
            watch(current);
            enterAll();
            why = current.ended().get();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            why = Reason.of(e);
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
            errands.later(left, () -> watch(current));
        } else {
            errands.execute(() -> {
                CompletableFuture<Void> unused = current.ask().thenRun(() -> watch(current));
            });
        }
    }

    private synchronized void enterAll() {
        entrances.enter(direct);
        rooms.values().forEach(entrances::enter);
    }

    private void noteOutage(String why) {
        if (!why.equals(outage)) {
            LOG.warn("{} is not connected, trying again for ever: {}", account, why);
            outage = why;
        }
    }

    void fetchAgain() {
        entrances.fetchAgain(direct);
        rooms.values().forEach(entrances::fetchAgain);
    }

    private void checkRooms() {
        errands.later(CHECK, this::checkRooms);
        for (Room room : rooms.values()) {
            try {
                room.checkPresence();
            } catch (XmppStringprepException | RuntimeException e) {
                LOG.warn("{} in {} could not be checked: {}", account, room.address, Reason.of(e));
            }
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
