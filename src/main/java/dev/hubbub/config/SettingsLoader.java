package dev.hubbub.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Gathers what environment, system properties and file say, and refuses what nobody would ever read. */
final class SettingsLoader {

    /** Variables of the command line's client side, which are no settings of a hub. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("HUBBUB_URL", "HUBBUB_TOKEN", "HUBBUB_CLIENT_ID", "HUBBUB_CLIENT_SECRET");

    private static final String PREFIX = "hubbub.";
    private static final String VARIABLE_PREFIX = "HUBBUB_";
    private static final List<String> PROPERTIES =
            Arrays.stream(Key.values()).map(Key::property).toList();

    private final Map<String, String> environment = new HashMap<>();
    private final Properties system;
    private final Path file;
    private final Map<String, PropertiesFile.Line> lines;
    private final List<String> problems = new ArrayList<>();

    private SettingsLoader(Map<String, String> environment, Properties system) {
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                this.environment.put(name, value);
            }
        });
        this.system = system;
        this.file = Path.of(valueBeforeFile(Key.CONFIG)).resolve("application.properties");
        this.lines = PropertiesFile.read(file, problems);
    }

    static Settings load(Map<String, String> environment, Properties system) {
        SettingsLoader loader = new SettingsLoader(environment, system);
        loader.check();
        Settings settings = Settings.of(loader);
        loader.problems.addAll(settings.problems());
        if (!loader.problems.isEmpty()) {
            throw new SettingsException(loader.problems);
        }
        return settings;
    }

    /** The first of environment, system properties and file that has the key. */
    <T> Optional<T> find(String property, String variable, BiFunction<String, String, T> withOrigin) {
        String given = environment.get(variable);
        if (given != null) {
            return Optional.of(withOrigin.apply(given, "environment " + variable));
        }
        String set = system.getProperty(property);
        if (set != null) {
            return Optional.of(withOrigin.apply(set, "system property " + property));
        }
        PropertiesFile.Line line = lines.get(property);
        return line == null
                ? Optional.empty()
                : Optional.of(withOrigin.apply(line.value(), file + ":" + line.number()));
    }

    /** Names of keys in the file that are not the hub's. */
    Set<String> ownKeys() {
        Set<String> own = new TreeSet<>(lines.keySet());
        own.removeIf(name -> name.startsWith(PREFIX));
        return own;
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    private String valueBeforeFile(Key key) {
        String given = environment.get(key.variable());
        return given != null ? given : system.getProperty(key.property(), key.fallback());
    }

    private void check() {
        lines.forEach((name, line) -> checkName(name, file + ":" + line.number()));
        system.stringPropertyNames().stream().sorted().forEach(name -> checkName(name, "system property"));
        environment.keySet().stream().sorted().forEach(this::checkVariable);
        PropertiesFile.Line folder = lines.get(Key.CONFIG.property());
        if (folder != null) {
            problems.add(file + ":" + folder.number() + ": " + Key.CONFIG.property()
                    + " says where this file is, so it can only come from " + Key.CONFIG.variable() + " or -D"
                    + Key.CONFIG.property() + ".");
        }
    }

    private void checkName(String name, String where) {
        if (name.startsWith(PREFIX) && Key.of(name).isEmpty()) {
            problems.add(where + ": unknown key " + name + Suggestion.didYouMean(name, PROPERTIES));
        }
    }

    private void checkVariable(String name) {
        List<String> known = Arrays.stream(Key.values()).map(Key::variable).toList();
        if (name.startsWith(VARIABLE_PREFIX) && !known.contains(name) && !OF_THE_CLIENT.contains(name)) {
            problems.add("environment: unknown variable " + name + Suggestion.didYouMean(name, known));
        }
    }
}
