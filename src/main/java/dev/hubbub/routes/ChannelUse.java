package dev.hubbub.routes;

import java.util.Set;

/**
 * What the running route files do with one channel.
 *
 * @param in whether messages arrive on it
 * @param out whether messages are sent out over it
 * @param files the names of the files that do so
 */
public record ChannelUse(boolean in, boolean out, Set<String> files) {
    public ChannelUse {
        files = Set.copyOf(files);
    }
}
