package dev.hubbub.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hubbub token}. */
@Command(
        name = "token",
        description = "Prints a bearer token for the API, good for some minutes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:  curl -H \"Authorization: Bearer $(hubbub token)\" http://127.0.0.1:8080/api/v1/channels"
        })
final class Token implements Callable<Integer> {
    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
        String token = options.hub().token();
        options.print(HubClient.JSON.createObjectNode().put("token", token), token);
        return ExitCodes.OK;
    }
}
