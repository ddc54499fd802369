package dev.hubbub.channel.mail;

import dev.hubbub.config.Durations;
import dev.hubbub.message.CommaList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the hub listens for mail.
 *
 * @param port -1: not at all; 0: a free one
 * @param domains for which mail is taken
 * @param limits what one mail may be
 * @param recipients of one mail at most
 * @param connections at once at most
 * @param connectionsPerAddress at once from one address at most
 * @param rate mails from one address in a minute at most; 0: any number
 * @param memory bytes of mail under way at once at most
 * @param timeout how long the other side may be silent
 * @param certificate PEM file of certificate chain and key, or null: no encryption is offered
 */
record ListenerConfig(
        String host,
        int port,
        List<String> domains,
        MailLimits limits,
        int recipients,
        int connections,
        int connectionsPerAddress,
        int rate,
        int memory,
        Duration timeout,
        @Nullable Path certificate) {

    ListenerConfig {
        domains = List.copyOf(domains);
    }

    /** @param option a value of {@code hubbub.mail.…} by its name */
    static ListenerConfig of(Function<String, Optional<String>> option) {
        return new ListenerConfig(
                option.apply("listen.host").orElse("127.0.0.1"),
                number(option, "listen.port", -1),
                CommaList.words(option.apply("domain").orElse("localhost")),
                limits(option),
                number(option, "listen.recipients", 100),
                number(option, "listen.connections", 50),
                number(option, "listen.connections-per-address", 20),
                number(option, "listen.rate", 600),
                number(option, "listen.memory", 67_108_864),
                option.apply("timeout").flatMap(Durations::parse).orElse(Duration.ofMinutes(1)),
                option.apply("listen.certificate").map(Path::of).orElse(null));
    }

    static MailLimits limits(Function<String, Optional<String>> option) {
        return new MailLimits(
                number(option, "max-size", 10_485_760),
                number(option, "max-parts", 100),
                number(option, "max-depth", 10));
    }

    private static int number(Function<String, Optional<String>> option, String name, int usual) {
        try {
            return option.apply(name).map(Integer::parseInt).orElse(usual);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("hubbub.mail." + name + " is a whole number", e);
        }
    }
}
