package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hubbub keys}. */
@Command(name = "keys", description = "The keys that messages are encrypted under.", mixinStandardHelpOptions = true)
final class Keys {
    private static final int LOOK_SECONDS = 1;

    @Command(
            name = "status",
            description = "Shows the keys, by name only, and how far a change of them is.",
            mixinStandardHelpOptions = true)
    int status(@Mixin ClientOptions options) {
        show(options, options.hub().get("/keys"));
        return ExitCodes.OK;
    }

    @Command(
            name = "rotate",
            description = {
                "Changes to a new key while the hub runs.",
                "The hub writes with the new key from now on, encrypts everything that is there anew, and lets the old"
                        + " key go. Copies of the database made before need a copy of the key file made before."
            },
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin ClientOptions options,
            @Option(names = "--wait", description = "Wait until the old key is gone.") boolean wait,
            @Option(
                            names = "--abandon-unreadable",
                            description = "Let the old key go although rows that cannot be decrypted may need it.")
                    boolean abandon)
            throws InterruptedException {
        HubClient hub = options.hub();
        JsonNode keys =
                hub.post("/keys/rotation", HubClient.JSON.createObjectNode().put("abandonUnreadable", abandon));
        while (wait && !isDone(keys)) {
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
            keys = hub.get("/keys");
        }
        show(options, keys);
        return isBlocked(keys) ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private static boolean isDone(JsonNode keys) {
        return isBlocked(keys) || keys.path("state").asText().equals("idle");
    }

    private static boolean isBlocked(JsonNode keys) {
        return keys.path("state").asText().equals("blocked");
    }

    private static void show(ClientOptions options, JsonNode keys) {
        if (options.json()) {
            options.printJson(keys);
            return;
        }
        Table table = new Table(List.of("KEY", "USE", "SINCE"));
        keys.path("keys")
                .forEach(key -> table.add(List.of(
                        key.path("name").asText(),
                        key.path("use").asText(),
                        key.path("since").asText(""))));
        table.print(options.out());
        options.out().println(sentence(keys));
    }

    private static String sentence(JsonNode keys) {
        String progress =
                keys.path("done").asLong() + " of about " + keys.path("total").asLong() + " rows";
        return switch (keys.path("state").asText()) {
            case "idle" ->
                keys.has("finishedAt")
                        ? "idle; last change ended " + keys.path("finishedAt").asText()
                        : "idle; the keys have not been changed yet";
            case "moving" -> "encrypting anew: " + progress;
            case "settling" -> "all rows are done; the old key is kept until nobody can still be writing with it";
            case "blocked" ->
                keys.path("unreadable").asLong()
                        + " rows cannot be decrypted, so the old key is kept: repair or delete them, or let them go"
                        + " with --abandon-unreadable";
            default -> "another hub on this database has a newer key: change this one's configuration";
        };
    }
}
