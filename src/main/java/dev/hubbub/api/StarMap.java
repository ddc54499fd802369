package dev.hubbub.api;

import dev.hubbub.config.ChannelSettings;
import dev.hubbub.message.ChannelId;
import dev.hubbub.routes.RouteFile;
import dev.hubbub.routes.RouteFileState;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.routes.RouteInfo;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The star as it is now: channels that route files name, those that the settings name, and the hub's own voice. It is
 * drawn anew each second at most; a channel that is missing is looked for at once, so a new one can be used as soon as its
 * routes are up.
 */
public final class StarMap implements ChannelDirectory {
    private static final long GOOD = TimeUnit.SECONDS.toNanos(1);

    private final RouteFolder folder;
    private final ChannelSettings settings;
    private volatile Drawn drawn = new Drawn(Map.of(), System.nanoTime() - GOOD);

    public StarMap(RouteFolder folder, ChannelSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    private record Drawn(Map<ChannelId, Entry> all, long at) {}

    @Override
    public Map<ChannelId, Entry> all() {
        Map<ChannelId, Sketch> sketches = new TreeMap<>();
        settings.named().forEach(channel -> sketches.put(channel, new Sketch()));
        Sketch own = sketches.computeIfAbsent(ChannelId.HUB, unused -> new Sketch());
        own.in = true;
        for (RouteFile file : folder.files()) {
            if (file.state() != RouteFileState.REMOVED) {
                for (RouteInfo route : file.routes()) {
                    route.in().forEach(channel -> sketch(sketches, channel).add(file, true));
                    route.out().forEach(channel -> sketch(sketches, channel).add(file, false));
                }
            }
        }
        tellOff(sketches);
        blameFailed(sketches);
        Map<ChannelId, Entry> all = new TreeMap<>();
        sketches.forEach((channel, sketch) -> {
            if (!channel.isCommand()) {
                all.put(channel, sketch.entry(channel, settings.title(channel)));
            }
        });
        drawn = new Drawn(all, System.nanoTime());
        return all;
    }

    @Override
    public Optional<Entry> find(ChannelId channel) {
        Drawn known = drawn;
        Entry entry = System.nanoTime() - known.at() < GOOD ? known.all().get(channel) : null;
        return entry != null ? Optional.of(entry) : Optional.ofNullable(all().get(channel));
    }

    private static Sketch sketch(Map<ChannelId, Sketch> sketches, ChannelId channel) {
        return sketches.computeIfAbsent(channel, unused -> new Sketch());
    }

    /** What is not configured makes no channel, but says why one that the settings name does nothing. */
    private void tellOff(Map<ChannelId, Sketch> sketches) {
        for (RouteFile file : folder.files()) {
            if (file.state() == RouteFileState.RUNNING) {
                for (RouteInfo route : file.routes()) {
                    route.off().stream()
                            .map(sketches::get)
                            .filter(Objects::nonNull)
                            .forEach(sketch -> sketch.off(file));
                }
            }
        }
    }

    /** A file that never ran names no channel that we could know of, but perhaps its own name does. */
    private void blameFailed(Map<ChannelId, Sketch> sketches) {
        for (RouteFile file : folder.files()) {
            if (file.state() == RouteFileState.FAILED && file.routes().isEmpty()) {
                sketches.forEach((channel, sketch) -> {
                    if (file.name().startsWith(channel.kind() + "-" + channel.name() + ".")) {
                        sketch.files.add(file.name());
                        sketch.stopped = Stopped.FAILED;
                        sketch.trouble = file.problem();
                    }
                });
            }
        }
    }

    /** A channel while it is put together. */
    private static final class Sketch {
        private final Set<String> files = new HashSet<>();
        private boolean in;
        private boolean out;
        private Stopped stopped = Stopped.NOT;
        private String trouble = "";

        private void add(RouteFile file, boolean arrives) {
            files.add(file.name());
            if (file.state() == RouteFileState.PAUSED) {
                stopped = Stopped.PAUSED;
                trouble = "Its route file " + file.name() + " is paused.";
            } else if (arrives) {
                in = true;
            } else {
                out = true;
            }
        }

        private void off(RouteFile file) {
            files.add(file.name());
            if (stopped == Stopped.NOT) {
                stopped = Stopped.OFF;
                trouble = "It is not configured; " + file.name() + " says on top what it needs.";
            }
        }

        private Entry entry(ChannelId channel, String title) {
            boolean served = in || out;
            return new Entry(
                    channel,
                    title,
                    in,
                    out,
                    files,
                    served ? Stopped.NOT : stopped,
                    served || trouble.isEmpty() ? null : trouble);
        }
    }
}
