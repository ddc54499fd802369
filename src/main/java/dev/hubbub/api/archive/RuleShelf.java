package dev.hubbub.api.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rules that were made on the page or by the API. */
public interface RuleShelf {
    /** All of them in the order they are tried. */
    List<Made> all();

    /** Keeps a new rule, in version 1. */
    Made create(UUID id, Content content, String by);

    /**
     * Replaces a rule that is still in this version.
     *
     * @return the rule as it is now; empty if it is in another version, or gone
     */
    Optional<Made> replace(UUID id, int version, Content content, String by);

    /** Deletes a rule that is still in this version; false if it is in another one, or gone. */
    boolean delete(UUID id, int version);

    /**
     * What a rule says.
     *
     * @param order lower ones are tried first
     * @param json the rule as in rule files: {@code {"name": …, "when": {…}, "then": […]}}
     */
    record Content(String name, boolean enabled, int order, String json) {}

    /**
     * A rule that is kept.
     *
     * @param version counted up with each change
     * @param updatedBy who changed it last
     */
    record Made(UUID id, Content content, int version, Instant updatedAt, String updatedBy) {}
}
