package dev.hubbub.channel.sms;

import dev.hubbub.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.component.smpp.SmppConfiguration;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jspecify.annotations.Nullable;

/**
 * An account by its name: {@code smpp:main} is what the keys {@code hubbub.sms.…} say; {@code smpp:backup} what
 * {@code sms.backup.…} say, keys of one's own, and for what those leave out the hub's keys again.
 */
final class SmsAccount {
    private static final String MAIN = "main";

    private final String name;
    private final Function<String, Optional<String>> properties;

    SmsAccount(String name, Function<String, Optional<String>> properties) {
        this.name = name;
        this.properties = properties;
    }

    /** Puts in place what route files would otherwise have to say in a URI, where passwords do not belong. */
    void configure(SmppConfiguration configuration) {
        // none yet: the routes of an account that is not configured are built, and do not start
        configuration.setHost(properties.apply(prefix() + "host").orElse(""));
        configuration.setPort(Integer.valueOf(value("port")));
        configuration.setUsingSSL(Boolean.parseBoolean(value("tls")));
        configuration.setSystemId(value("user"));
        configuration.setPassword(find("password").orElse(""));
        configuration.setSystemType(find("system-type").orElse(""));
        configuration.setEnquireLinkTimer(Math.toIntExact(millis("ping")));
        configuration.setTransactionTimer(Math.toIntExact(millis("answer")));
        configuration.setReconnectDelay(millis("reconnect"));
        // Camel asks for the network's priority, which some refuse and some charge for
        configuration.setPriorityFlag((byte) 0);
        String source = find("source").orElse("");
        Dialled dialled = Dialled.of(source);
        configuration.setSourceAddr(dialled.digits());
        configuration.setSourceAddrTon(number("source-ton", dialled.ton()));
        configuration.setSourceAddrNpi(number("source-npi", dialled.npi()));
    }

    /**
     * What Camel's configuration has no place for.
     *
     * @param rate messages in a second at most; 0: any number
     * @param window messages that may be unanswered at once
     * @param trust PEM file of certificates believed besides the system's, or null
     */
    record Extras(double rate, int window, @Nullable Path trust) {
        static final Extras NONE = new Extras(0, 10, null);
    }

    Extras extras() {
        return new Extras(
                Double.parseDouble(value("rate")),
                Integer.parseInt(value("window")),
                find("trust").map(Path::of).orElse(null));
    }

    /**
     * A number as SMPP takes it.
     *
     * @param digits without the plus
     * @param ton type of number
     * @param npi numbering plan
     */
    record Dialled(String digits, byte ton, byte npi) {
        static Dialled of(String address) {
            if (Numbers.isInternational(address)) {
                return new Dialled(
                        address.substring(1), TypeOfNumber.INTERNATIONAL.value(), NumberingPlanIndicator.ISDN.value());
            }
            boolean digits = address.chars().allMatch(c -> c >= '0' && c <= '9');
            byte ton = digits ? TypeOfNumber.UNKNOWN.value() : TypeOfNumber.ALPHANUMERIC.value();
            return new Dialled(address, ton, NumberingPlanIndicator.UNKNOWN.value());
        }
    }

    private byte number(String option, byte told) {
        String given = find(option).orElse("auto").toLowerCase(Locale.ROOT);
        return given.equals("auto") ? told : Byte.parseByte(given);
    }

    private long millis(String option) {
        String text = value(option);
        return Durations.parse(text)
                .map(Duration::toMillis)
                .orElseThrow(() -> new IllegalArgumentException(option + " is '" + text + "', no span of time"));
    }

    private String value(String option) {
        return find(option)
                .orElseThrow(() -> new IllegalArgumentException(
                        prefix() + option + " is not set: the SMS account '" + name + "' needs it"));
    }

    private Optional<String> find(String option) {
        return properties.apply(prefix() + option).or(() -> properties.apply("hubbub.sms." + option));
    }

    private String prefix() {
        return name.equals(MAIN) ? "hubbub.sms." : "sms." + name + ".";
    }
}
