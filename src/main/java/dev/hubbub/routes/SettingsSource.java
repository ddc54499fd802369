package dev.hubbub.routes;

import dev.hubbub.config.Settings;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** Gives route files the hub's settings and the integrators' own: <code>{{hubbub.http.port}}</code>, <code>{{mqtt.host}}</code>. */
final class SettingsSource implements PropertiesSource {

    private final Settings settings;

    SettingsSource(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String getName() {
        return "hubbub";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return settings.find(name).orElse(null);
    }
}
