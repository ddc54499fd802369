package dev.hubbub.routes;

import dev.hubbub.message.ChannelId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route file as it is now.
 *
 * @param name the file's name in the folder
 * @param state what became of what stands in the file
 * @param line where it is wrong (from 1), if that is known
 * @param reason why it failed, one sentence; null if it did not
 * @param since when this state began
 * @param routes the routes that are up, or paused
 * @param channels those the file names, also if it does not run; of an unreadable text those it named before
 * @param hash SHA-256 of the text, in hex; empty if it could not be read
 * @param earlierUp whether an earlier version runs, because this one failed
 */
public record RouteFile(
        String name,
        RouteFileState state,
        @Nullable Integer line,
        @Nullable String reason,
        Instant since,
        List<RouteInfo> routes,
        Set<ChannelId> channels,
        String hash,
        boolean earlierUp) {
    public RouteFile {
        routes = List.copyOf(routes);
        channels = Set.copyOf(channels);
    }

    /** {@code mqtt.camel.yaml:7: reason}, for logs and command lines; only the name if nothing is wrong. */
    public String problem() {
        String where = line == null ? name : name + ":" + line;
        return reason == null ? name : where + ": " + reason;
    }
}
