package dev.hubbub.sandbox;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.apache.vysper.storage.inmemory.MemoryStorageProviderRegistry;
import org.apache.vysper.xmpp.addressing.Entity;
import org.apache.vysper.xmpp.addressing.EntityImpl;
import org.apache.vysper.xmpp.authorization.AccountCreationException;
import org.apache.vysper.xmpp.authorization.AccountManagement;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Conference;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.RoomType;
import org.apache.vysper.xmpp.modules.extension.xep0049_privatedata.PrivateDataModule;
import org.apache.vysper.xmpp.modules.extension.xep0054_vcardtemp.VcardTempModule;
import org.apache.vysper.xmpp.modules.extension.xep0092_software_version.SoftwareVersionModule;
import org.apache.vysper.xmpp.modules.extension.xep0119_xmppping.XmppPingModule;
import org.apache.vysper.xmpp.modules.extension.xep0160_offline_storage.MemoryOfflineStorageProvider;
import org.apache.vysper.xmpp.modules.extension.xep0202_entity_time.EntityTimeModule;
import org.apache.vysper.xmpp.modules.roster.RosterModule;
import org.apache.vysper.xmpp.modules.servicediscovery.ServiceDiscoveryModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An XMPP server for trying the hub: domain {@code localhost}, one room, and the accounts {@code ana} and {@code ben}, whose
 * passwords are their names. Any XMPP client on this machine can log in. It forgets everything when it stops.
 */
public final class XmppSandbox implements AutoCloseable {
    /** The domain served. */
    public static final String DOMAIN = "localhost";

    private static final Logger LOG = LoggerFactory.getLogger(XmppSandbox.class);
    private static final String CONFERENCE = "conference";
    static final String BOT = "hubbub";

    /** Accounts for people. */
    static final List<String> PEOPLE = List.of("ana", "ben");

    private final OrderedVysper server;
    private final Rooms rooms;
    private final LoopbackEndpoint endpoint;
    private final Path pem;
    private final String botPassword;
    private final String room;

    private XmppSandbox(
            OrderedVysper server, Rooms rooms, LoopbackEndpoint endpoint, Path pem, String botPassword, String room) {
        this.server = server;
        this.rooms = rooms;
        this.endpoint = endpoint;
        this.pem = pem;
        this.botPassword = botPassword;
        this.room = room;
    }

    /** Starts as the settings say: port, room, certificate below the data folder. */
    static XmppSandbox start(Settings settings, Keep keep) throws IOException {
        return start(
                settings.path(Key.DATA).resolve("sandbox"),
                settings.integer(Key.SANDBOX_XMPP_PORT),
                settings.text(Key.XMPP_ROOM),
                keep);
    }

    /**
     * Starts it.
     *
     * @param folder where the certificate is kept
     * @param port the port to listen on; if it is busy, or 0, a free one is taken
     * @param room name of the room that is always there
     * @throws IOException if no port can be bound or the certificate cannot be written
     */
    public static XmppSandbox start(Path folder, int port, String room) throws IOException {
        return start(folder, port, room, Keep.USUAL);
    }

    private static XmppSandbox start(Path folder, int port, String room, Keep keep) throws IOException {
        SandboxCertificate certificate = SandboxCertificate.in(folder);
        String botPassword = new BigInteger(160, new SecureRandom()).toString(36);
        MemoryStorageProviderRegistry storage = new MemoryStorageProviderRegistry();
        storage.add(new ClientStorage());
        storage.add(new MemoryOfflineStorageProvider());
        addAccounts(storage, botPassword);
        OrderedVysper server = OrderedVysper.of(new EntityImpl(null, DOMAIN, null), storage, certificate.context());
        String name = room.contains("@") ? room.substring(0, room.indexOf('@')) : room;
        Conference conference = new Conference("Rooms");
        Rooms rooms = new Rooms(CONFERENCE, conference, server, new Notes(keep));
        addModules(server, rooms, conference, name);
        LoopbackEndpoint endpoint = new LoopbackEndpoint(new RoomsFollowSessions(server, conference), port);
        if (port != 0 && endpoint.port() != port) {
            LOG.warn("port {} is busy: the sandbox's XMPP server is on port {} instead", port, endpoint.port());
        }
        LOG.info(
                "sandbox: XMPP server on 127.0.0.1:{}, room {}@{}.{}, accounts ana@{} and ben@{} (password: the name),"
                        + " certificate {}",
                endpoint.port(),
                name,
                CONFERENCE,
                DOMAIN,
                DOMAIN,
                DOMAIN,
                certificate.pem());
        return new XmppSandbox(server, rooms, endpoint, certificate.pem(), botPassword, name);
    }

    private static void addAccounts(MemoryStorageProviderRegistry storage, String botPassword) throws IOException {
        AccountManagement accounts = (AccountManagement) storage.retrieve(AccountManagement.class);
        try {
            accounts.addUser(address(BOT), botPassword);
            for (String person : PEOPLE) {
                accounts.addUser(address(person), person);
            }
        } catch (AccountCreationException e) {
            throw new IOException("the sandbox's accounts could not be made", e);
        }
    }

    private static Entity address(String user) {
        return new EntityImpl(user, DOMAIN, null);
    }

    private static void addModules(OrderedVysper server, Rooms rooms, Conference conference, String room) {
        server.addModule(new ServiceDiscoveryModule());
        server.addModule(new RosterModule());
        server.addModule(new SoftwareVersionModule());
        server.addModule(new EntityTimeModule());
        server.addModule(new VcardTempModule());
        server.addModule(new XmppPingModule());
        server.addModule(new PrivateDataModule());
        server.addModule(rooms);
        conference.createRoom(
                new EntityImpl(room, CONFERENCE + "." + DOMAIN, null),
                room,
                RoomType.Persistent,
                RoomType.Public,
                RoomType.Open,
                RoomType.Unmoderated,
                RoomType.Unsecured,
                RoomType.NonAnonymous);
    }

    /** The port it listens on. */
    public int port() {
        return endpoint.port();
    }

    /** Address of the room that is always there. */
    String room() {
        return room + "@" + CONFERENCE + "." + DOMAIN;
    }

    boolean isRoom(String address) {
        return rooms.isRoom(address);
    }

    /** Somebody says something in a room; false if the nick is taken. */
    boolean speak(String address, String nick, String text) {
        return rooms.speak(address, nick, text);
    }

    /** What was said in rooms. */
    Notes notes() {
        return rooms.notes();
    }

    /** The certificate to trust, in PEM. */
    public Path certificate() {
        return pem;
    }

    /** The same settings with this server as the hub's XMPP server. */
    public Settings applyTo(Settings settings) {
        String origin = "sandbox";
        return settings.with(Key.XMPP_HOST, "127.0.0.1", origin)
                .with(Key.XMPP_PORT, Integer.toString(port()), origin)
                .with(Key.XMPP_DOMAIN, DOMAIN, origin)
                .with(Key.XMPP_USER, BOT, origin)
                .with(Key.XMPP_PASSWORD, botPassword, origin)
                .with(Key.XMPP_ROOM, room(), origin)
                .with(Key.XMPP_TLS, "required", origin)
                .with(Key.XMPP_TRUST, pem.toString(), origin);
    }

    /** Password of the bot's account, made at each start. */
    public String botPassword() {
        return botPassword;
    }

    @Override
    public void close() {
        endpoint.close();
        server.close();
    }
}
