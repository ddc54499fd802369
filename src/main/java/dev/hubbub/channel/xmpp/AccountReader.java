package dev.hubbub.channel.xmpp;

import dev.hubbub.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which account a URI means, from what it says itself and from the keys. */
final class AccountReader {
    /** Keys that no account shares with another. */
    private static final Set<String> OWN = Set.of("user", "password", "nick", "hello");

    /** Keys that hold for one domain. */
    private static final Set<String> WHERE = Set.of("host", "port", "room-service", "trust");

    private final XmppComponent component;
    private final @Nullable String account;
    private final Uri uri;

    /** What a URI says itself. */
    record Uri(
            @Nullable String user,
            @Nullable String password,
            @Nullable String domain,
            @Nullable String resource,
            @Nullable String tls,
            @Nullable String trust) {
        @Override
        public String toString() {
            return "Uri[" + user + "]";
        }
    }

    /** @param account name of an account with keys of its own; none: that of {@code hubbub.xmpp.…} */
    AccountReader(XmppComponent component, @Nullable String account, Uri uri) {
        this.component = component;
        this.account = account;
        this.uri = uri;
    }

    /** The account that keys name. */
    XmppAccount configured() {
        if (account != null && (named("user").isEmpty() || named("password").isEmpty())) {
            throw new IllegalArgumentException("the XMPP account '" + account + "' needs xmpp." + account
                    + ".user and xmpp." + account + ".password");
        }
        String domain = option("domain")
                .orElseThrow(() -> new IllegalArgumentException("no XMPP account is configured: set hubbub.xmpp.domain,"
                        + " hubbub.xmpp.user and hubbub.xmpp.password, or use the sandbox (hubbub.sandbox=on)"));
        return account(option("host").orElse(null), option("port").orElse("5222"), domain);
    }

    /** An account that the URI brings. */
    XmppAccount own(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return account(host, colon < 0 ? "5222" : authority.substring(colon + 1), ownDomain(host));
    }

    private String ownDomain(String host) {
        if (uri.domain() != null) {
            return uri.domain();
        }
        String user = uri.user();
        return user != null && user.contains("@") ? user.substring(user.indexOf('@') + 1) : host;
    }

    private XmppAccount account(@Nullable String host, String port, String domain) {
        String name = given(uri.user(), "user").orElse("hubbub");
        return new XmppAccount(
                host,
                Integer.parseInt(port),
                domain,
                name.contains("@") ? name.substring(0, name.indexOf('@')) : name,
                given(uri.password(), "password").orElse(""),
                given(uri.resource(), "resource").orElse("hubbub"),
                tlsOf(given(uri.tls(), "tls").orElse("required")),
                given(uri.trust(), "trust").map(Path::of).orElse(null),
                Integer.parseInt(option("priority").orElse("0")),
                Integer.parseInt(option("max-text").orElse("60000")),
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

    /** What the URI says, else the key. */
    Optional<String> given(@Nullable String own, String name) {
        return own != null ? Optional.of(own) : option(name);
    }

    /** A key of the account; what a named one leaves out, and is not its alone, is as with the first. */
    Optional<String> option(String name) {
        Optional<String> own = named(name);
        boolean alone =
                account != null && (OWN.contains(name) || (named("domain").isPresent() && WHERE.contains(name)));
        return own.isPresent() || alone ? own : component.option(name);
    }

    private Optional<String> named(String name) {
        return account == null ? Optional.empty() : component.optionOf(account, name);
    }
}
