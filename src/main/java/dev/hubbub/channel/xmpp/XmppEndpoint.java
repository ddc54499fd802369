package dev.hubbub.channel.xmpp;

import dev.hubbub.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * Send and receive messages in chat rooms and directly over XMPP. The places room/NAME and direct use a configured account;
 * host:port/participant with user, password and room brings its own.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "xmpp",
        title = "XMPP",
        syntax = "xmpp:place",
        category = {Category.CHAT, Category.MESSAGING})
public final class XmppEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
    private static final Set<String> HEARD = Set.of("messages", "presence", "receipts");
    private static final Set<String> OPERATIONS = Set.of("send", "occupants", "presence", "raw");

    /** Keys that no account shares with another. */
    private static final Set<String> OWN = Set.of("user", "password", "nick", "hello");

    /** Keys that hold for one domain. */
    private static final Set<String> WHERE = Set.of("host", "port", "room-service", "trust");

    @Metadata(required = true)
    @UriPath(description = "room/NAME, direct, direct/ADDRESS, or //host:port/participant")
    private final String place;

    @UriParam(description = "The room, as ops or ops@conference.example.org.")
    private @Nullable String room;

    @UriParam(description = "Nick in the room.")
    private @Nullable String nickname;

    @UriParam(
            description =
                    "Name of another account than that of hubbub.xmpp.…: one with keys of its own, xmpp.NAME.user,"
                            + " xmpp.NAME.password and so on.")
    private @Nullable String account;

    @UriParam(label = "security", description = "Local part of the account, or its whole address.", secret = true)
    private @Nullable String user;

    @UriParam(label = "security", description = "Password of the account.", secret = true)
    private @Nullable String password;

    @UriParam(description = "XMPP domain, where it is not the host's name.")
    private @Nullable String serviceName;

    @UriParam(description = "Name of this log-in.")
    private @Nullable String resource;

    @UriParam(label = "security", description = "Whether the connection must be encrypted.", enums = "required,off")
    private @Nullable String tls;

    @UriParam(label = "security", description = "PEM file of certificates trusted besides the system's.")
    private @Nullable String trust;

    @UriParam(description = "Said once after the first join; empty: nothing.")
    private @Nullable String hello;

    @UriParam(
            label = "producer",
            description =
                    "send says the body; occupants answers with the nicks of all in the room; presence shows the bot as"
                            + " the headers HubbubShow or HubbubChatState say; raw sends the body as a stanza.",
            enums = "send,occupants,presence,raw",
            defaultValue = "send")
    private String operation = "send";

    @UriParam(
            label = "consumer",
            description =
                    "messages hears what is said; presence who is there, and who is typing; receipts what clients say of direct"
                            + " messages that came to them.",
            enums = "messages,presence,receipts",
            defaultValue = "messages")
    private String hears = "messages";

    private @Nullable XmppAccount resolved;
    private @Nullable EntityBareJid roomAddress;
    private @Nullable Jid participant;

    XmppEndpoint(String uri, XmppComponent component, String place) {
        super(uri, component);
        this.place = place;
    }

    /** Reads place and options, once all are set. @throws IllegalArgumentException what is missing or wrong */
    void resolve() throws XmppStringprepException {
        if (!OPERATIONS.contains(operation)) {
            throw new IllegalArgumentException(
                    "operation is send, occupants, presence or raw, not '" + operation + "'");
        }
        if (!HEARD.contains(hears)) {
            throw new IllegalArgumentException("hears is messages, presence or receipts, not '" + hears + "'");
        }
        boolean own = !place.equals("direct") && !place.startsWith("direct/") && !place.startsWith("room/");
        String rest = place.contains("/") ? place.substring(place.indexOf('/') + 1) : "";
        if (place.startsWith("room/")) {
            room = rest;
        } else if (!rest.isBlank()) {
            participant = JidCreate.from(rest);
        }
        XmppAccount found = own ? ownAccount(place.split("/", 2)[0]) : configuredAccount();
        resolved = found;
        if (room != null && !room.isBlank()) {
            String service = option("room-service").orElse("conference." + found.domain());
            roomAddress = JidCreate.entityBareFrom(room.contains("@") ? room : room + "@" + service);
        } else if (place.startsWith("room")) {
            throw new IllegalArgumentException("xmpp:room/NAME needs the room's name");
        }
    }

    private XmppAccount configuredAccount() {
        if (account != null && (named("user").isEmpty() || named("password").isEmpty())) {
            throw new IllegalArgumentException("the XMPP account '" + account + "' needs xmpp." + account
                    + ".user and xmpp." + account + ".password");
        }
        String domain = option("domain")
                .orElseThrow(() -> new IllegalArgumentException("no XMPP account is configured: set hubbub.xmpp.domain,"
                        + " hubbub.xmpp.user and hubbub.xmpp.password, or use the sandbox (hubbub.sandbox=on)"));
        return account(option("host").orElse(null), option("port").orElse("5222"), domain);
    }

    private XmppAccount ownAccount(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return account(host, colon < 0 ? "5222" : authority.substring(colon + 1), ownDomain(host));
    }

    private String ownDomain(String host) {
        if (serviceName != null) {
            return serviceName;
        }
        return user != null && user.contains("@") ? user.substring(user.indexOf('@') + 1) : host;
    }

    private XmppAccount account(@Nullable String host, String port, String domain) {
        String name = given(user, "user").orElse("hubbub");
        return new XmppAccount(
                host,
                Integer.parseInt(port),
                domain,
                name.contains("@") ? name.substring(0, name.indexOf('@')) : name,
                given(password, "password").orElse(""),
                given(resource, "resource").orElse("hubbub"),
                tlsOf(given(tls, "tls").orElse("required")),
                given(trust, "trust").map(Path::of).orElse(null),
                Integer.parseInt(option("priority").orElse("0")),
                new XmppAccount.Patience(duration("ping", "30s"), duration("answer", "20s")),
                XmppAccount.Company.of(
                        option("subscriptions").orElse("own"),
                        domain,
                        Integer.parseInt(option("presence-rate").orElse("20"))));
    }

    private Duration duration(String name, String usual) {
        return Durations.parse(option(name).orElse(usual))
                .orElseThrow(
                        () -> new IllegalArgumentException("hubbub.xmpp." + name + " must be " + Durations.ALLOWED));
    }

    private static XmppAccount.Tls tlsOf(String value) {
        try {
            return XmppAccount.Tls.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tls is required or off, not '" + value + "'", e);
        }
    }

    private Optional<String> given(@Nullable String own, String name) {
        return own != null ? Optional.of(own) : option(name);
    }

    /** A key of the account; what a named one leaves out, and is not its alone, is as with the first. */
    private Optional<String> option(String name) {
        Optional<String> own = named(name);
        boolean alone =
                account != null && (OWN.contains(name) || (named("domain").isPresent() && WHERE.contains(name)));
        return own.isPresent() || alone ? own : ((XmppComponent) getComponent()).option(name);
    }

    private Optional<String> named(String name) {
        return account == null ? Optional.empty() : ((XmppComponent) getComponent()).optionOf(account, name);
    }

    /** Takes the connection and the place into use; to be given back by {@link Use#close}. */
    Use use() {
        XmppAccount of = resolved;
        if (of == null) {
            throw new IllegalStateException("endpoint is not resolved");
        }
        XmppConnection connection =
                ((XmppComponent) getComponent()).connections().of(of);
        String nick = given(nickname, "nick").orElse(of.user());
        String greeting = hello != null ? hello : option("hello").orElse("");
        Place used = roomAddress == null ? connection.useDirect() : connection.useRoom(roomAddress, nick, greeting);
        return new Use(connection, used);
    }

    /** A use of a place. */
    record Use(XmppConnection connection, Place place) implements AutoCloseable {
        @Override
        public void close() {
            connection.release(place);
        }
    }

    @Nullable
    Jid participant() {
        return participant;
    }

    @Override
    public Producer createProducer() {
        return new XmppProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        DefaultConsumer consumer = switch (hears) {
            case "presence" -> new PresenceConsumer(this, processor);
            case "receipts" -> new ReceiptConsumer(this, processor);
            default -> new XmppConsumer(this, processor);
        };
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    public String getPlace() {
        return place;
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getHears() {
        return hears;
    }

    public void setHears(String hears) {
        this.hears = hears;
    }

    public @Nullable String getRoom() {
        return room;
    }

    public void setRoom(String room) {
        this.room = room;
    }

    public @Nullable String getNickname() {
        return nickname;
    }

    public void setNickname(String nickname) {
        this.nickname = nickname;
    }

    public @Nullable String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public @Nullable String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public @Nullable String getServiceName() {
        return serviceName;
    }

    public void setServiceName(String serviceName) {
        this.serviceName = serviceName;
    }

    public @Nullable String getResource() {
        return resource;
    }

    public void setResource(String resource) {
        this.resource = resource;
    }

    public @Nullable String getTls() {
        return tls;
    }

    public void setTls(String tls) {
        this.tls = tls;
    }

    public @Nullable String getTrust() {
        return trust;
    }

    public void setTrust(String trust) {
        this.trust = trust;
    }

    public @Nullable String getHello() {
        return hello;
    }

    public void setHello(String hello) {
        this.hello = hello;
    }
}
