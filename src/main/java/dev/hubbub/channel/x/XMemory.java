package dev.hubbub.channel.x;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has to be known after a restart: how far was read, what of a thread is out, and tokens, which change with each use. */
public interface XMemory {
    /** What was kept last under a name. */
    Optional<String> find(String name);

    /**
     * Keeps a value in the place of what was there.
     *
     * @param life how long it is needed; null: for ever
     */
    void keep(String name, String value, @Nullable Duration life);
}
