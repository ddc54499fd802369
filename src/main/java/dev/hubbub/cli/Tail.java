package dev.hubbub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hubbub tail}. */
@Command(
        name = "tail",
        description = "Shows what happens, as it happens; reconnects by itself.",
        mixinStandardHelpOptions = true)
final class Tail implements Callable<Integer> {
    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Option(names = "--types", description = "Only these, comma-separated: message.stored,delivery.dead …")
    private @Nullable String types;

    @Option(names = "--count", description = "End after so many events.")
    private long count = Long.MAX_VALUE;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CHANNEL", description = "Only this channel.")
    private @Nullable String channel;

    private @Nullable String last;
    private long seen;

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) {
            throw new CliException(ExitCodes.USAGE, "--count must be at least 1");
        }
        HubClient hub = options.hub();
        known(hub);
        boolean connected = false;
        while (seen < count) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(hub.stream(path(), last), StandardCharsets.UTF_8))) {
                connected = true;
                read(lines);
            } catch (IOException | CliException e) {
                if (!connected) {
                    throw e instanceof CliException known
                            ? known
                            : new CliException(ExitCodes.UNREACHABLE, "the stream broke off");
                }
            }
            if (seen < count) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
        return ExitCodes.OK;
    }

    /** A channel that is misspelt would be waited for until somebody notices. */
    private void known(HubClient hub) {
        if (channel == null) {
            return;
        }
        try {
            hub.get("/channels/" + HubClient.channel(channel));
        } catch (CliException e) {
            throw e.isNotFound() ? KnownChannels.refusal(hub, channel, "read") : e;
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder("/stream?");
        if (types != null) {
            path.append("types=").append(HubClient.segment(types)).append('&');
        }
        if (channel != null) {
            path.append("channel=").append(HubClient.segment(channel));
        }
        return path.toString();
    }

    /** Lines of an event stream (HTML standard, 9.2.6). */
    private void read(BufferedReader lines) throws IOException {
        StringBuilder data = new StringBuilder();
        String line = lines.readLine();
        while (line != null && seen < count) {
            if (line.isEmpty() && data.length() > 0) {
                show(data.toString());
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                last = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
            line = seen < count ? lines.readLine() : null;
        }
    }

    private void show(String event) throws JsonProcessingException {
        seen++;
        JsonNode read = HubClient.JSON.readTree(event);
        if (options.json()) {
            options.out().println(read);
        } else {
            options.out().println(Table.safe(line(read)));
        }
        options.out().flush();
    }

    private static String line(JsonNode event) {
        JsonNode data = event.path("data");
        JsonNode message = data.path("message");
        String type = event.path("type").asText().replace("dev.hubbub.", "");
        String what = message.isObject()
                ? message.path("senderShown").asText(message.path("sender").asText()) + ": "
                        + message.path("text").asText()
                : data.path("messageId").asText() + " "
                        + data.path("detail").path("reason").asText("");
        return event.path("time").asText() + "  " + type + "  "
                + data.path("channel").asText() + "  " + what;
    }
}
