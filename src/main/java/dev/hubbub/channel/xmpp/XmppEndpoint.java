package dev.hubbub.channel.xmpp;

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
        AccountReader reader = reader();
        XmppAccount found = own ? reader.own(place.split("/", 2)[0]) : reader.configured();
        resolved = found;
        if (room != null && !room.isBlank()) {
            String service = reader.option("room-service").orElse("conference." + found.domain());
            roomAddress = JidCreate.entityBareFrom(room.contains("@") ? room : room + "@" + service);
        } else if (place.startsWith("room")) {
            throw new IllegalArgumentException("xmpp:room/NAME needs the room's name");
        }
    }

    private AccountReader reader() {
        return new AccountReader(
                (XmppComponent) getComponent(),
                account,
                new AccountReader.Uri(user, password, serviceName, resource, tls, trust));
    }

    /** Takes the connection and the place into use; to be given back by {@link Use#close}. */
    Use use() {
        XmppAccount of = resolved;
        if (of == null) {
            throw new IllegalStateException("endpoint is not resolved");
        }
        XmppConnection connection =
                ((XmppComponent) getComponent()).connections().of(of);
        AccountReader reader = reader();
        String nick = reader.given(nickname, "nick").orElse(of.user());
        String greeting = reader.given(hello, "hello").orElse("");
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
