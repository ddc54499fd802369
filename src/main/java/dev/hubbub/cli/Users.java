package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hubbub user}. */
@Command(name = "user", description = "The people who log in.", mixinStandardHelpOptions = true)
final class Users {
    @Command(name = "list", description = "Lists them.", mixinStandardHelpOptions = true)
    int list(@Mixin ClientOptions options) {
        options.print(
                options.hub().get("/users"),
                List.of("NAME", "ROLES", "STATE", "LAST LOG-IN"),
                user -> List.of(
                        user.path("name").asText(),
                        roles(user),
                        user.path("disabled").asBoolean() ? "disabled" : "active",
                        user.path("lastLoginAt").asText("never")));
        return ExitCodes.OK;
    }

    @Command(
            name = "add",
            description = "Makes a user. Without --password-stdin the hub thinks of a password and prints it once.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin ClientOptions options,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            description = "member, operator or admin; may be repeated.",
                            defaultValue = "member")
                    List<String> roles,
            @Option(names = "--password-stdin", description = "Read the password from standard input.") boolean stdin)
            throws IOException {
        ObjectNode user = HubClient.JSON.createObjectNode().put("name", name);
        roles.forEach(user.putArray("roles")::add);
        if (stdin) {
            user.put("password", line());
        }
        JsonNode made = options.hub().post("/users", user);
        String password = made.path("password").asText("");
        options.print(made, "user " + name + " made" + (password.isEmpty() ? "" : ", password: " + password));
        return ExitCodes.OK;
    }

    @Command(
            name = "passwd",
            description = {
                "Sets a user's password; ends their sessions.",
                "With --own it is the user who changes it, by the present password: no other credentials are needed."
            },
            mixinStandardHelpOptions = true)
    int password(
            @Mixin ClientOptions options,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--own",
                            description = "Ask for the present password first; on standard input it is the first line.")
                    boolean own,
            @Option(
                            names = "--password",
                            arity = "0..1",
                            interactive = true,
                            prompt = "New password: ",
                            description = "Ask for the password on the terminal.")
                    char @Nullable [] asked)
            throws IOException {
        if (own) {
            changeOwn(options, name, asked);
            return ExitCodes.OK;
        }
        ObjectNode change =
                HubClient.JSON.createObjectNode().put("password", asked == null ? line() : new String(asked));
        options.print(options.hub().patch("/users/" + HubClient.segment(name), change), "password of " + name + " set");
        return ExitCodes.OK;
    }

    @SuppressWarnings("SystemConsoleNull") // from Java 22 on there is always one, which reads what is piped in as well
    private static void changeOwn(ClientOptions options, String name, char @Nullable [] asked) throws IOException {
        Console console = System.console();
        String current;
        String password;
        if (asked != null && console != null) {
            current = new String(console.readPassword("Present password: "));
            password = new String(asked);
        } else {
            List<String> lines = lines();
            if (lines.size() < 2) {
                throw new CliException(
                        ExitCodes.USAGE, "--own takes two lines: the present password, then the new one");
            }
            current = lines.get(0);
            password = lines.get(1);
        }
        options.hub().changeOwnPassword(name, current, password);
        options.print(
                HubClient.JSON.createObjectNode().put("name", name),
                "password of " + name + " changed, all other sessions have ended");
    }

    @Command(name = "roles", description = "Sets a user's roles.", mixinStandardHelpOptions = true)
    int roles(
            @Mixin ClientOptions options,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "ROLE") List<String> roles) {
        ObjectNode change = HubClient.JSON.createObjectNode();
        roles.forEach(change.putArray("roles")::add);
        options.print(options.hub().patch("/users/" + HubClient.segment(name), change), "roles of " + name + " set");
        return ExitCodes.OK;
    }

    @Command(name = "remove", description = "Removes a user.", mixinStandardHelpOptions = true)
    int remove(@Mixin ClientOptions options, @Parameters(paramLabel = "NAME") String name) {
        options.print(options.hub().delete("/users/" + HubClient.segment(name)), "user " + name + " removed");
        return ExitCodes.OK;
    }

    static String roles(JsonNode who) {
        StringBuilder all = new StringBuilder();
        who.path("roles").forEach(role -> all.append(all.isEmpty() ? "" : ",").append(role.asText()));
        return all.toString();
    }

    private static String line() throws IOException {
        return lines().stream().findFirst().orElse("");
    }

    private static List<String> lines() throws IOException {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
