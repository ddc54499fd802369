package dev.hubbub.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed and matched draft on its way to the log, with its trace so far. */
record Planned(
        Router.Plan plan,
        List<Map<String, Object>> steps,
        @Nullable String fingerprint) {}
