package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hubbub routes}. */
@Command(
        name = "routes",
        description = "Lists the route files with their state; ends with 1 if one has failed.",
        mixinStandardHelpOptions = true,
        subcommands = NewRoute.class)
final class Routes implements Callable<Integer> {
    @Mixin
    private final ClientOptions options = new ClientOptions();

    ClientOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        JsonNode files = options.hub().get("/route-files");
        options.print(
                files,
                List.of("FILE", "STATE", "CHANNELS", "REASON"),
                file -> List.of(file.path("file").asText(), file.path("state").asText(), channels(file), reason(file)));
        for (JsonNode file : files.path("items")) {
            if (file.path("state").asText().equals("failed")) {
                return ExitCodes.FAILED;
            }
        }
        return ExitCodes.OK;
    }

    private static String channels(JsonNode file) {
        List<String> names = new ArrayList<>();
        file.path("channels").forEach(name -> names.add(name.asText()));
        return String.join(" ", names);
    }

    private static String reason(JsonNode file) {
        String line = file.has("line") ? "line " + file.path("line").asText() + ": " : "";
        return file.has("reason") ? line + file.path("reason").asText() : "";
    }
}
