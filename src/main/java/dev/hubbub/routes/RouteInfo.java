package dev.hubbub.routes;

import dev.hubbub.message.ChannelId;
import java.util.Set;

/**
 * One route of a file.
 *
 * @param id its id, or one made from the file's name
 * @param from the endpoint it starts from, secrets masked
 * @param in channels on which its messages arrive in the hub ({@code to: hub:mqtt/sensors})
 * @param out channels that it sends out for ({@code from: hub:mqtt/sensors})
 * @param off channels that it would serve if it were configured
 */
public record RouteInfo(String id, String from, Set<ChannelId> in, Set<ChannelId> out, Set<ChannelId> off) {
    public RouteInfo {
        in = Set.copyOf(in);
        out = Set.copyOf(out);
        off = Set.copyOf(off);
    }
}
