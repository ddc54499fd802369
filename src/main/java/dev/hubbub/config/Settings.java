package dev.hubbub.config;

import dev.hubbub.message.CommaList;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The value of every {@link Key} and where it came from; never changes. The environment ({@code HUBBUB_HTTP_PORT}) goes
 * before system properties, those before {@code config/application.properties}, that before the default. Keys outside
 * {@code hubbub.} are the integrators' own: route files see them as {@code {{my.key}}}.
 */
public final class Settings {

    private static final String DEFAULT = "default";
    private static final int MAX_PORT = 65_535;

    private final Map<Key, Value> values;
    private final Map<String, Value> own;
    private final Map<String, String> environment;

    private record Value(String text, String origin) {}

    private Settings(Map<Key, Value> values, Map<String, Value> own, Map<String, String> environment) {
        this.values = Collections.unmodifiableMap(values);
        this.own = Collections.unmodifiableMap(own);
        this.environment = environment;
    }

    /** Every key at its default: what tests start from. */
    public static Settings defaults() {
        Map<Key, Value> values = new EnumMap<>(Key.class);
        for (Key key : Key.values()) {
            values.put(key, new Value(key.fallback(), DEFAULT));
        }
        return new Settings(values, Map.of(), Map.of());
    }

    /**
     * Reads all sources. An empty environment variable counts as not set.
     *
     * @throws SettingsException naming everything that is wrong: unknown keys, keys given twice, an unreadable file
     */
    public static Settings load(Map<String, String> environment, Properties system) {
        return SettingsLoader.load(environment, system);
    }

    static Settings of(SettingsLoader loaded) {
        Map<Key, Value> values = new EnumMap<>(Key.class);
        for (Key key : Key.values()) {
            values.put(
                    key,
                    loaded.find(key.property(), key.variable(), Value::new)
                            .orElseGet(() -> new Value(key.fallback(), DEFAULT)));
        }
        Map<String, Value> own = new TreeMap<>();
        for (String name : loaded.ownKeys()) {
            loaded.find(name, variable(name), Value::new).ifPresent(value -> own.put(name, value));
        }
        return new Settings(values, own, loaded.environment());
    }

    /** What is wrong with values that are numbers, spans of time or flags by default, one sentence each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Key key : Key.values()) {
            try {
                check(key);
            } catch (SettingsException e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    private void check(Key key) {
        if (key == Key.LOG_LEVEL) {
            requireOneOf(key, List.of("error", "warn", "info", "debug"));
        } else if (key == Key.LOG_FORMAT) {
            requireOneOf(key, List.of("text", "json"));
        } else if (key == Key.HTTP_PORT) {
            integer(key, 0, MAX_PORT);
        } else if (key.fallback().matches("\\d+")) {
            integer(key);
        } else if (Durations.parse(key.fallback()).isPresent()) {
            duration(key);
        } else if (key.fallback().matches("true|false")) {
            flag(key);
        }
    }

    /** The same with one value changed, as by the sandbox: {@code with(Key.XMPP_HOST, "127.0.0.1", "sandbox")}. */
    public Settings with(Key key, String value, String origin) {
        Map<Key, Value> changed = new EnumMap<>(values);
        changed.put(key, new Value(value, origin));
        return new Settings(changed, own, environment);
    }

    /** The same with one value changed, as by a test. */
    public Settings with(Key key, String value) {
        return with(key, value, "test");
    }

    /** The same with one of the integrators' own keys changed. */
    public Settings with(String ownKey, String value, String origin) {
        Map<String, Value> changed = new TreeMap<>(own);
        changed.put(ownKey, new Value(value, origin));
        return new Settings(values, changed, environment);
    }

    /** The value as given; empty where there is none. */
    public String text(Key key) {
        return value(key).text();
    }

    /** The words of a value that is a list with commas. */
    public List<String> words(Key key) {
        return CommaList.words(text(key));
    }

    /** A value whose case does not count, in lower case. */
    public String word(Key key) {
        return text(key).strip().toLowerCase(Locale.ROOT);
    }

    /** The value, wrapped so that it cannot be shown by accident. */
    public Secret secret(Key key) {
        return new Secret(text(key));
    }

    /** Whether there is a value that is not empty. */
    public boolean has(Key key) {
        return !text(key).isBlank();
    }

    /** Whether somebody gave this key a value, so that it is not just the default. */
    public boolean isGiven(Key key) {
        return !value(key).origin().equals(DEFAULT);
    }

    /** Where the value came from, as in {@link Setting#origin()}. */
    public String origin(Key key) {
        return value(key).origin();
    }

    /**
     * A whole number of at least 0.
     *
     * @throws SettingsException if it is none
     */
    public int integer(Key key) {
        return integer(key, 0, Integer.MAX_VALUE);
    }

    /**
     * A whole number within limits, both included.
     *
     * @throws SettingsException if it is none or outside
     */
    public int integer(Key key, int least, int most) {
        String allowed = most == Integer.MAX_VALUE
                ? "a whole number of at least " + least
                : "a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text(key).strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, allowed);
        }
        throw wrong(key, allowed);
    }

    /**
     * A span of time.
     *
     * @throws SettingsException if it is not {@link Durations#ALLOWED}
     */
    public Duration duration(Key key) {
        return Durations.parse(text(key)).orElseThrow(() -> wrong(key, Durations.ALLOWED));
    }

    /**
     * On or off.
     *
     * @throws SettingsException if it is neither {@code true}/{@code on}/{@code yes} nor {@code false}/{@code off}/{@code no}
     */
    public boolean flag(Key key) {
        return switch (word(key)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    /**
     * A file or folder; a relative one starts where the hub was started.
     *
     * @throws SettingsException if the system allows no such path, or it is empty
     */
    public Path path(Key key) {
        try {
            if (has(key)) {
                return Path.of(text(key).strip());
            }
        } catch (InvalidPathException e) {
            throw wrong(key, "a path");
        }
        throw wrong(key, "a path");
    }

    /** What a route file gets for <code>{{name}}</code>: a key of the hub or of the integrators' own. */
    public Optional<String> find(String name) {
        Optional<Key> known = Key.of(name);
        if (known.isPresent()) {
            return known.map(this::text);
        }
        Value found = own.get(name);
        return found != null ? Optional.of(found.text()) : Optional.ofNullable(environment.get(variable(name)));
    }

    /** The integrators' own keys with their values, {@code camel.…} among them. */
    public Map<String, String> own() {
        Map<String, String> all = new TreeMap<>();
        own.forEach((name, value) -> all.put(name, value.text()));
        return all;
    }

    /** Everything, to be shown: the hub's keys in their order, then the integrators' own; secrets masked. */
    public List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        for (Key key : Key.values()) {
            all.add(new Setting(key.property(), shown(key), origin(key), key.meaning()));
        }
        own.forEach((name, value) ->
                all.add(new Setting(name, looksSecret(name) ? mask(value.text()) : value.text(), value.origin(), "")));
        return all;
    }

    private String shown(Key key) {
        return key.secret() ? mask(text(key)) : text(key);
    }

    private static String mask(String value) {
        return value.isEmpty() ? "" : Secret.MASK;
    }

    /** A key of one's own has no mark, so its name decides. */
    private static boolean looksSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return List.of("password", "passphrase", "secret", "token", "credential", "apikey", "api-key", "private")
                .stream()
                .anyMatch(lower::contains);
    }

    private Value value(Key key) {
        Value value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " has no value");
        }
        return value;
    }

    private void requireOneOf(Key key, List<String> allowed) {
        if (!allowed.contains(word(key))) {
            throw wrong(key, "one of " + String.join(", ", allowed));
        }
    }

    private SettingsException wrong(Key key, String allowed) {
        return new SettingsException(
                key.property() + " (" + origin(key) + ") is '" + shown(key) + "' but must be " + allowed + ".");
    }

    /** The environment variable that overrides a key: {@code my.mqtt-host} is {@code MY_MQTT_HOST}. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
