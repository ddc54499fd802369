package dev.hubbub.api;

import dev.hubbub.message.ChannelId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The channels there are: those that route files name, and those that the settings name. */
public interface ChannelDirectory {
    /** All of them, in their order. */
    Map<ChannelId, Entry> all();

    /** One of them; asked for each request, so an implementation should not walk through all. */
    default Optional<Entry> find(ChannelId channel) {
        return Optional.ofNullable(all().get(channel));
    }

    /** How it came that no running route serves a channel. */
    enum Stopped {
        /** It is served, or there is no file that says it should be. */
        NOT,
        /** A file would serve it, but is not configured. */
        OFF,
        /** Somebody paused its file. */
        PAUSED,
        /** Its file cannot run. */
        FAILED
    }

    /**
     * A channel.
     *
     * @param title how people call it
     * @param in whether a running route brings messages in from it
     * @param out whether a running route sends over it
     * @param files the route files that name it
     * @param stopped how it was stopped, if it neither brings in nor sends
     * @param trouble why its route file does not run, or null
     */
    record Entry(
            ChannelId id,
            String title,
            boolean in,
            boolean out,
            Set<String> files,
            Stopped stopped,
            @Nullable String trouble) {
        public Entry {
            files = Set.copyOf(files);
        }
    }
}
