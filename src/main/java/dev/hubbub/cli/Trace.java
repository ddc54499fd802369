package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hubbub trace}. */
@Command(name = "trace", description = "Says what became of a message, and why.", mixinStandardHelpOptions = true)
final class Trace implements Callable<Integer> {
    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "The message's id, as send prints it.")
    private String id = "";

    @Override
    public Integer call() {
        JsonNode trace = options.hub().get("/messages/" + HubClient.segment(id) + "/trace");
        if (options.json()) {
            options.printJson(trace);
            return ExitCodes.OK;
        }
        PrintWriter out = options.out();
        JsonNode message = trace.path("message");
        out.println(Table.safe(message.path("channel").asText() + "  "
                + message.path("senderShown").asText(message.path("sender").asText()) + ": "
                + message.path("text").asText()));
        for (JsonNode event : trace.path("events")) {
            out.println(Table.safe(line(event)));
            event.path("detail")
                    .path("steps")
                    .forEach(step -> out.println(Table.safe("      " + fields(step, "step"))));
        }
        return ExitCodes.OK;
    }

    private static String line(JsonNode event) {
        JsonNode detail = event.path("detail");
        return "  " + event.path("at").asText() + "  " + event.path("type").asText() + "  "
                + event.path("channel").asText() + "  " + fields(detail, "");
    }

    /** The fields of an object in one line, one of them first and by its value alone. */
    private static String fields(JsonNode object, String first) {
        List<String> parts = new ArrayList<>();
        if (object.has(first)) {
            parts.add(object.path(first).asText());
        }
        object.properties().forEach(field -> {
            if (!field.getKey().equals(first) && !field.getKey().equals("steps")) {
                JsonNode value = field.getValue();
                parts.add(field.getKey() + "=" + (value.isTextual() ? value.asText() : value.toString()));
            }
        });
        return String.join("  ", parts);
    }
}
