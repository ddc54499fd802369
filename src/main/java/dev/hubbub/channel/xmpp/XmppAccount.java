package dev.hubbub.channel.xmpp;

import dev.hubbub.message.CommaList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

/**
 * An account and the server it is on; endpoints with equal accounts share one connection.
 *
 * @param host host name or address of the server, or null: found by DNS (SRV records) from the domain
 * @param port TCP port, used if a host is given
 * @param domain the XMPP domain; the server's certificate must name it
 * @param user local part of the account
 * @param password its password
 * @param resource name of this log-in; a second log-in of the same name replaces the first
 * @param tls whether the connection must be encrypted
 * @param trust PEM file of certificates trusted besides the system's own, or null
 * @param priority presence priority (RFC 6121), -128 to 127
 * @param longest text of one message, in bytes as XML in UTF-8; a server may refuse more than 10,000 (RFC 6120, 13.12)
 * @param patience how long silence is borne
 * @param company who may see when the bot is there, and whom it sees
 */
public record XmppAccount(
        @Nullable String host,
        int port,
        String domain,
        String user,
        String password,
        String resource,
        Tls tls,
        @Nullable Path trust,
        int priority,
        int longest,
        Patience patience,
        Company company) {
    private static final int SHORTEST = 1_000;
    private static final int LONGEST = 10_000_000;

    /** Encryption of the connection. */
    public enum Tls {
        /** StartTLS, certificate and name checked; without it no log-in. */
        REQUIRED,
        /** In the clear: only for a server on the same machine. */
        OFF
    }

    /**
     * After both together a connection that says nothing any more is given up.
     *
     * @param silence how long nothing may come before the server is asked for a sign of life
     * @param answer how long the server may take to answer anything
     */
    public record Patience(Duration silence, Duration answer) {
        public Patience {
            if (silence.isZero() || answer.isZero()) {
                throw new IllegalArgumentException(
                        "hubbub.xmpp.ping and hubbub.xmpp.answer must be longer than nothing");
            }
        }
    }

    /**
     * Who may see when the bot is there (a subscription, RFC 6121 section 3), and whom it sees.
     *
     * @param everybody whether that is everybody
     * @param domains else those of these domains; none: nobody
     * @param rate how many presences and chat states of one place are told in a second at most
     */
    public record Company(boolean everybody, Set<String> domains, int rate) {
        public Company {
            domains = Set.copyOf(domains);
            if (rate < 1 || rate > 1000) {
                throw new IllegalArgumentException("hubbub.xmpp.presence-rate is from 1 to 1000");
            }
        }

        /** @param text all, none, own, or domains with commas between them */
        static Company of(String text, String own, int rate) {
            Set<String> words = CommaList.words(text.toLowerCase(Locale.ROOT)).stream()
                    .filter(word -> !word.equals("none"))
                    .map(word -> word.equals("own") ? own.toLowerCase(Locale.ROOT) : word)
                    .collect(Collectors.toSet());
            return new Company(words.contains("all"), words, rate);
        }

        boolean includes(Jid who) {
            return everybody || domains.contains(who.getDomain().toString());
        }
    }

    public XmppAccount {
        if (domain.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("an XMPP account needs a domain and a user");
        }
        if (longest < SHORTEST || longest > LONGEST) {
            throw new IllegalArgumentException("hubbub.xmpp.max-text is from " + SHORTEST + " to " + LONGEST);
        }
    }

    /** The account's address without resource: {@code bot@example.org}. */
    public String address() {
        return user + "@" + domain;
    }

    @Override
    public String toString() {
        return address() + "/" + resource + (host == null ? "" : " at " + host + ":" + port);
    }
}
