package dev.hubbub.channel.mail;

import dev.hubbub.channel.Trust;
import dev.hubbub.config.Durations;
import dev.hubbub.config.Secret;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that the hub logs in to.
 *
 * @param protocol {@code smtp} or {@code imap}
 * @param host empty if none is configured
 * @param tls {@code starttls}, {@code tls} or {@code off}
 * @param user empty if it asks for none
 * @param trust PEM file of certificates believed besides the system's
 * @param timeout for connecting, and for each answer
 */
record MailServer(
        String protocol,
        String host,
        int port,
        String tls,
        String user,
        Secret password,
        @Nullable Path trust,
        Duration timeout) {

    /** @param option a value of {@code hubbub.mail.…} by its name */
    static MailServer of(String protocol, Function<String, Optional<String>> option) {
        String at = protocol + ".";
        String usual = protocol.equals("imap") ? "993" : "587";
        String tls = option.apply(at + "tls").orElse(protocol.equals("imap") ? "tls" : "starttls");
        if (!tls.equals("starttls") && !tls.equals("tls") && !tls.equals("off")) {
            throw new IllegalArgumentException("hubbub.mail." + at + "tls is starttls, tls or off, not '" + tls + "'");
        }
        return new MailServer(
                protocol,
                option.apply(at + "host").orElse(""),
                Integer.parseInt(option.apply(at + "port").orElse(usual)),
                tls,
                option.apply(at + "user").orElse(""),
                new Secret(option.apply(at + "password").orElse("")),
                option.apply("trust").map(Path::of).orElse(null),
                option.apply("timeout").flatMap(Durations::parse).orElse(Duration.ofMinutes(1)));
    }

    boolean isConfigured() {
        return !host.isEmpty();
    }

    /**
     * What Angus Mail has to know of it.
     *
     * @param helo the name by which the hub introduces itself
     */
    Session session(String helo) throws GeneralSecurityException, IOException {
        Properties all = new Properties();
        String at = "mail." + protocol + ".";
        String millis = Long.toString(timeout.toMillis());
        all.setProperty(at + "connectiontimeout", millis);
        all.setProperty(at + "timeout", millis);
        all.setProperty(at + "writetimeout", millis);
        all.setProperty(at + "localhost", helo);
        all.setProperty(at + "ssl.enable", Boolean.toString(tls.equals("tls")));
        all.setProperty(at + "starttls.enable", Boolean.toString(tls.equals("starttls")));
        all.setProperty(at + "starttls.required", Boolean.toString(tls.equals("starttls")));
        all.setProperty(at + "ssl.checkserveridentity", "true");
        Path extra = trust;
        if (extra != null) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {Trust.besidesSystem(extra)}, null);
            all.put(at + "ssl.socketFactory", context.getSocketFactory());
        }
        return Session.getInstance(all);
    }
}
