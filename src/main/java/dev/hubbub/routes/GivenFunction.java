package dev.hubbub.routes;

import dev.hubbub.config.Settings;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Whether a key has a value: <code>{{given:hubbub.sms.host}}</code> is true or false. With {@code autoStartup} it keeps the
 * routes of a channel off that has not been configured.
 */
final class GivenFunction implements PropertiesFunction {
    private final Settings settings;

    GivenFunction(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String getName() {
        return "given";
    }

    @Override
    public String apply(String key) {
        return Boolean.toString(isGiven(settings, key));
    }

    static boolean isGiven(Settings settings, String key) {
        return settings.find(key).filter(value -> !value.isBlank()).isPresent();
    }
}
