package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hubbub audit}. */
@Command(name = "audit", description = "Who did what to the hub, newest first.", mixinStandardHelpOptions = true)
final class Audit implements Callable<Integer> {
    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Option(
            names = "--actor",
            paramLabel = "WHO",
            description = "Only what this caller did, as user:ana or client:bell.")
    private @Nullable String actor;

    @Option(names = "--what", paramLabel = "ACT", description = "Only these acts, as user.change or session.*.")
    private @Nullable String what;

    @Option(names = "--target", paramLabel = "TARGET", description = "Only what was done to this, as users/ana.")
    private @Nullable String target;

    @Option(names = "--outcome", description = "done, refused or failed.")
    private @Nullable String outcome;

    @Option(names = "--from", paramLabel = "TIME", description = "At this time or later (RFC 3339).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this time.")
    private @Nullable String to;

    @Option(names = "--limit", defaultValue = "50", description = "How many, at most 200 (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--cursor", description = "Where the page before ended (its next, with --json).")
    private @Nullable String cursor;

    @Override
    public Integer call() {
        JsonNode page = options.hub().get("/audit?" + query());
        options.print(
                page,
                List.of("AT", "WHO", "FROM", "WHAT", "ON", "OUTCOME", "DETAIL"),
                act -> List.of(
                        act.path("at").asText(),
                        act.path("actor").asText(),
                        act.path("address").asText(),
                        act.path("what").asText(),
                        act.path("target").asText(""),
                        act.path("outcome").asText(),
                        act.path("detail").isEmpty() ? "" : act.path("detail").toString()));
        return ExitCodes.OK;
    }

    private String query() {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("actor", actor);
        all.put("what", what);
        all.put("target", target);
        all.put("outcome", outcome);
        all.put("from", from);
        all.put("to", to);
        all.put("cursor", cursor);
        all.put("limit", Integer.toString(limit));
        return all.entrySet().stream()
                .filter(one -> one.getValue() != null)
                .map(one -> one.getKey() + "=" + HubClient.segment(String.valueOf(one.getValue())))
                .collect(Collectors.joining("&"));
    }
}
