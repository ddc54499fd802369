package dev.hubbub.config;

import dev.hubbub.message.ChannelId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code config/channels}, watched: who may read and write a channel, what it is called, who parses it, how long it is
 * kept. Of several entries that mean a channel the most exact one counts, alone. A file that is wrong keeps what its last
 * good version said.
 */
public final class ChannelSettings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSettings.class);

    private final YamlFolder<ChannelSetting> folder;
    private volatile Known known = new Known(Map.of(), List.of());

    /**
     * A folder that is not watched yet; until then no channel has settings.
     *
     * @param dir {@code config/channels}; it may be missing
     * @param onChange is told each change of a file's state, after it is in force
     */
    public ChannelSettings(Path dir, Consumer<FileState> onChange, Clock clock) {
        this.folder = new YamlFolder<>(
                dir, (file, text, problems) -> ChannelFile.read(text, problems), this::use, onChange, clock);
    }

    /** Reads what is there before it returns, and watches from then on. */
    public void start() {
        folder.start();
    }

    /** Every file's state, by name. */
    public List<FileState> states() {
        return folder.states();
    }

    /** The most exact entry that means the channel. */
    public Optional<ChannelSetting> of(ChannelId channel) {
        ChannelSetting exact = known.exact().get(channel.toString());
        if (exact != null) {
            return Optional.of(exact);
        }
        return known.patterns().stream()
                .filter(setting -> setting.pattern().matches(channel))
                .findFirst();
    }

    /** How people see it: its title, or its id. */
    public String title(ChannelId channel) {
        String title = of(channel).map(ChannelSetting::title).orElse(null);
        return title == null ? channel.toString() : title;
    }

    /** Who may read: roles, {@code user:NAME}, {@code client:ID}; none if nothing is said. */
    public Set<String> readers(ChannelId channel) {
        return of(channel).map(ChannelSetting::read).orElse(Set.of());
    }

    /** Who may write: roles, {@code user:NAME}, {@code client:ID}; none if nothing is said. */
    public Set<String> writers(ChannelId channel) {
        return of(channel).map(ChannelSetting::write).orElse(Set.of());
    }

    /** The channels that have an entry of their own, whether a route serves them or not. */
    public Set<ChannelId> named() {
        Set<ChannelId> named = new TreeSet<>();
        known.exact().keySet().forEach(text -> named.add(ChannelId.parse(text)));
        return named;
    }

    @Override
    public void close() {
        folder.close();
    }

    private void use(SortedMap<String, List<ChannelSetting>> files) {
        Map<String, ChannelSetting> exact = new HashMap<>();
        Map<String, ChannelSetting> patterns = new HashMap<>();
        files.forEach((file, settings) -> {
            for (ChannelSetting setting : settings) {
                Map<String, ChannelSetting> of = setting.pattern().isExact() ? exact : patterns;
                if (of.putIfAbsent(setting.pattern().text(), setting) != null) {
                    LOG.warn(
                            "{}: {} is settled in an earlier file already; that one counts",
                            file,
                            setting.pattern().text());
                }
            }
        });
        List<ChannelSetting> ordered = new ArrayList<>(patterns.values());
        ordered.sort(Comparator.comparingInt(
                        (ChannelSetting setting) -> setting.pattern().exactness())
                .reversed());
        known = new Known(Map.copyOf(exact), List.copyOf(ordered));
    }

    /** Entries for one channel each, by its id, and the others, most exact first. */
    private record Known(Map<String, ChannelSetting> exact, List<ChannelSetting> patterns) {}
}
