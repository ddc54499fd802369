package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hubbub client}. */
@Command(
        name = "client",
        description = "The programs that call the API, with an id and a secret each.",
        mixinStandardHelpOptions = true)
final class Clients {
    @Command(name = "list", description = "Lists them.", mixinStandardHelpOptions = true)
    int list(@Mixin ClientOptions options) {
        options.print(
                options.hub().get("/clients"),
                List.of("ID", "TITLE", "ROLES", "MADE"),
                client -> List.of(
                        client.path("id").asText(),
                        client.path("title").asText(""),
                        Users.roles(client),
                        client.path("createdAt").asText()));
        return ExitCodes.OK;
    }

    @Command(
            name = "add",
            description = "Makes a client; its secret is printed this once.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin ClientOptions options,
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--role",
                            description = "member, operator or admin; may be repeated.",
                            defaultValue = "member")
                    List<String> roles,
            @Option(names = "--title", description = "What it is, for people.") @Nullable String title) {
        ObjectNode client = HubClient.JSON.createObjectNode().put("id", id);
        roles.forEach(client.putArray("roles")::add);
        if (title != null) {
            client.put("title", title);
        }
        JsonNode made = options.hub().post("/clients", client);
        options.print(
                made, "client " + id + " made, secret: " + made.path("secret").asText());
        return ExitCodes.OK;
    }

    @Command(name = "remove", description = "Removes a client.", mixinStandardHelpOptions = true)
    int remove(@Mixin ClientOptions options, @Parameters(paramLabel = "ID") String id) {
        options.print(options.hub().delete("/clients/" + HubClient.segment(id)), "client " + id + " removed");
        return ExitCodes.OK;
    }
}
