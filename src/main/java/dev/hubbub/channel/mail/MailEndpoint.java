package dev.hubbub.channel.mail;

import dev.hubbub.config.Durations;
import dev.hubbub.message.CommaList;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Send and receive mail: send hands what an exchange holds to the mail server, listen takes mail for a name before the @ that a
 * mail server hands on by SMTP, fetch reads a folder of a mailbox by IMAP.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "mail",
        title = "Mail",
        syntax = "mail:place",
        category = {Category.MAIL})
public final class MailEndpoint extends DefaultEndpoint {
    private static final String SEND = "send";
    private static final String LISTEN = "listen/";
    private static final String FETCH = "fetch/";

    /** The hub takes so many characters of HTML for each of text. */
    private static final int HTML_PER_TEXT = 4;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    @Metadata(required = true)
    @UriPath(description = "send, listen/NAME, or fetch/FOLDER")
    private final String place;

    @UriParam(label = "producer", description = "Sender, as Support <support@example.org>.")
    private @Nullable String from;

    @UriParam(
            label = "producer",
            description = "Recipients of what is sent to nobody by name: addresses, comma-separated.")
    private @Nullable String to;

    MailEndpoint(String uri, MailComponent component, String place) {
        super(uri, component);
        this.place = place;
    }

    /** Looks at place and options, once all are set. @throws IllegalArgumentException what is wrong */
    void check() {
        boolean listens = place.startsWith(LISTEN)
                && NAME.matcher(place.substring(LISTEN.length())).matches();
        boolean fetches = place.startsWith(FETCH) && place.length() > FETCH.length();
        if (!place.equals(SEND) && !listens && !fetches) {
            throw new IllegalArgumentException("mail:" + place + " is not understood: write mail:send,"
                    + " mail:listen/NAME with what stands before the @, or mail:fetch/FOLDER");
        }
        sender();
        recipients();
    }

    MailComponent component() {
        return (MailComponent) getComponent();
    }

    /** The hub's own domains; the first is for ids. */
    List<String> domains() {
        List<String> domains = CommaList.words(component().option("domain").orElse("localhost"));
        return domains.isEmpty() ? List.of("localhost") : domains;
    }

    /** Who mail comes from. */
    Mailbox sender() {
        String given = from == null || from.isBlank() ? "support@" + domains().get(0) : from;
        return Mailbox.parse(given)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + given + "' is no sender: write Support <support@example.org>"));
    }

    /** Who gets what is sent to nobody by name. */
    List<Mailbox> recipients() {
        return CommaList.words(to).stream()
                .map(text -> Mailbox.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + text + "' is no recipient: write addresses, comma-separated")))
                .toList();
    }

    /** Whether answers are asked for at an address that names their thread. */
    boolean plus() {
        return component().option("plus").filter(Boolean::parseBoolean).isPresent();
    }

    /** The server that takes what is sent. */
    MailServer server() {
        return MailServer.of("smtp", component()::option);
    }

    /** The server whose mailboxes are read. */
    MailServer box() {
        return MailServer.of("imap", component()::option);
    }

    /** How often a mailbox is looked at whose server does not tell of news. */
    Duration poll() {
        return component().option("imap.poll").flatMap(Durations::parse).orElse(Duration.ofMinutes(1));
    }

    /** Reads what arrives. */
    MailReader reader() {
        return new MailReader(
                ListenerConfig.limits(component()::option),
                HTML_PER_TEXT * component().mostText(),
                domains(),
                component().option("authserv-id").orElse(""));
    }

    @Override
    public Producer createProducer() {
        if (!place.equals(SEND)) {
            throw new IllegalArgumentException("nothing can be sent to mail:" + place + "; it stands after from: only");
        }
        return new MailProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer;
        if (place.startsWith(LISTEN)) {
            consumer = new ListenConsumer(this, place.substring(LISTEN.length()), processor);
        } else if (place.startsWith(FETCH)) {
            consumer = new FetchConsumer(this, place.substring(FETCH.length()), processor);
        } else {
            throw new IllegalArgumentException("nothing comes from mail:" + place + "; it stands after to: only");
        }
        configureConsumer(consumer);
        return consumer;
    }

    public String getPlace() {
        return place;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public @Nullable String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }
}
