package dev.hubbub.routes;

import dev.hubbub.config.YamlFolder;
import dev.hubbub.message.ChannelId;
import dev.hubbub.routes.RouteText.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of route files what a hub that found them in its folder would say, in the order of their names, and starts nothing:
 * each is built as a hub builds it, and thrown away.
 */
public final class RouteChecks {
    private final RouteContexts contexts;
    private final Duration limit;
    private final RouteIds ids = new RouteIds();
    private final Map<ChannelId, String> senders = new HashMap<>();

    /**
     * @param contexts what a file finds around it
     * @param limit how long a file may take to be built
     */
    public RouteChecks(RouteContexts contexts, Duration limit) {
        this.contexts = contexts;
        this.limit = limit;
    }

    /**
     * What there is to say of one file.
     *
     * @param line where it is wrong (from 1), if that is known
     * @param reason what is wrong, one sentence; null if nothing is
     * @param unset keys that are not set and without which some of it is off, and could not be looked at
     */
    public record Checked(
            Path file, @Nullable Integer line, @Nullable String reason, Set<String> unset) {
        public Checked {
            unset = Collections.unmodifiableSet(new LinkedHashSet<>(unset));
        }

        public boolean isFine() {
            return reason == null;
        }

        /** {@code routes/mqtt.camel.yaml:7: reason}. */
        @Override
        public String toString() {
            String where = line == null ? file.toString() : file + ":" + line;
            return where + ": " + (reason == null ? fine() : reason);
        }

        private String fine() {
            return unset.isEmpty() ? "fine" : "off until " + String.join(", ", unset) + " is set";
        }
    }

    /** Looks at files as if they were in one folder. */
    public List<Checked> check(List<Path> files) throws InterruptedException {
        List<Checked> all = new ArrayList<>();
        for (Path file : files) {
            all.add(check(file));
        }
        return all;
    }

    private Checked check(Path file) throws InterruptedException {
        try {
            return new Checked(file, null, null, build(file));
        } catch (RouteProblem e) {
            return new Checked(file, e.line(), e.reason(), Set.of());
        }
    }

    /** @return keys without which some of it is off */
    private Set<String> build(Path file) throws RouteProblem, InterruptedException {
        if (!YamlFolder.isYaml(file)) {
            if (Files.notExists(file)) {
                throw RouteProblem.text(null, "There is no such file or folder.");
            }
            throw RouteProblem.text(null, "A hub takes only files whose names end with .yaml or .yml.");
        }
        RouteText text = RouteText.read(file);
        String name = String.valueOf(file.getFileName());
        claim(name, text, text.routeIds().stream().map(Word::text).toList());
        LiveFile built = LiveFile.prepare(name, text, contexts, limit);
        built.stop();
        claim(name, text, List.copyOf(built.ids()));
        for (RouteInfo route : built.routes()) {
            for (ChannelId channel : route.out()) {
                sends(name, text, channel);
            }
        }
        return built.unset();
    }

    private void claim(String name, RouteText text, List<String> wanted) throws RouteProblem {
        Optional<RouteIds.Taken> taken = ids.claim(name, wanted);
        if (taken.isPresent()) {
            throw FileRunner.taken(text, taken.get());
        }
    }

    /** One route in all files may send on a channel. */
    private void sends(String name, RouteText text, ChannelId channel) throws RouteProblem {
        String other = senders.putIfAbsent(channel, name);
        if (other != null) {
            throw RouteProblem.text(
                    text.lineOf("hub:" + channel),
                    "A route of " + (other.equals(name) ? "this file" : other) + " sends on hub:" + channel
                            + " already.");
        }
    }
}
