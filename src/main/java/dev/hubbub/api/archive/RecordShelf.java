package dev.hubbub.api.archive;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of resources: what texts are linked to. */
public interface RecordShelf {
    /** How many records each resource has. */
    Map<String, Long> counts();

    /** Makes records known, or changes them. */
    void put(String resource, List<Known> records);

    /** Forgets one; false if there was none. */
    boolean delete(String resource, String id);

    /**
     * A record.
     *
     * @param href where it leads, or null
     */
    record Known(
            String id, @Nullable String title, @Nullable String href) {}
}
