package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hubbub send}. */
@Command(
        name = "send",
        description = "Says something on a channel.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:  hubbub send shoutbox/team \"Lunch is ready\"",
            "          df -h | hubbub send shoutbox/ops -"
        })
final class Send implements Callable<Integer> {
    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Option(names = "--subject", description = "A subject, for targets that show one.")
    private @Nullable String subject;

    @Option(names = "--priority", description = "low, normal, high or urgent.")
    private @Nullable String priority;

    @Option(names = "--tag", description = "Tie it to a resource, as incident or booking/12345678; may be repeated.")
    private List<String> tags = List.of();

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "Where, as shoutbox/team.")
    private String channel = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TEXT",
            description = "What to say; - reads standard input.")
    private List<String> text = List.of();

    @Override
    public Integer call() throws IOException {
        ObjectNode message = HubClient.JSON.createObjectNode().put("text", text());
        if (subject != null) {
            message.put("subject", subject);
        }
        if (priority != null) {
            message.put("priority", priority);
        }
        if (!tags.isEmpty()) {
            tags.forEach(message.putArray("tags")::add);
        }
        JsonNode stored = post(options.hub(), message);
        options.print(stored, stored.path("id").asText());
        return ExitCodes.OK;
    }

    private JsonNode post(HubClient hub, ObjectNode message) {
        try {
            return hub.post("/channels/" + HubClient.channel(channel) + "/messages", message);
        } catch (CliException e) {
            throw e.isNotFound() ? KnownChannels.refusal(hub, channel, "write") : e;
        }
    }

    private String text() throws IOException {
        return text.equals(List.of("-"))
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing()
                : String.join(" ", text);
    }
}
