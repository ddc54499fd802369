package dev.hubbub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands share that talk to a hub: where it is, who calls, and how to print. */
final class ClientOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the hub is; else HUBBUB_URL, else http://127.0.0.1 and the configured port.")
    private @Nullable String url;

    @Option(names = "--json", description = "Print JSON, as the API gave it.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    Map<String, String> environment() {
        return ((Cli) spec().root().userObject()).environment();
    }

    HubClient hub() {
        Settings settings = Settings.load(environment(), system());
        String address = url != null ? url : environment().get("HUBBUB_URL");
        if (address == null || address.isBlank()) {
            address = "http://127.0.0.1:" + settings.text(Key.HTTP_PORT);
        }
        return new HubClient(url(address.strip()), new Credentials(environment(), settings.path(Key.DATA)));
    }

    private static URI url(String address) {
        try {
            URI url = URI.create(address);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw noUrl(address);
        }
        throw noUrl(address);
    }

    private static CliException noUrl(String address) {
        return new CliException(
                ExitCodes.USAGE, "'" + address + "' is no URL of a hub: write it as http://127.0.0.1:8080");
    }

    static Properties system() {
        return System.getProperties();
    }

    /** Prints the whole as JSON, or the rows of a list as a table. */
    void print(JsonNode answer, List<String> heads, Function<JsonNode, List<String>> row) {
        if (json) {
            printJson(answer);
            return;
        }
        Table table = new Table(heads);
        answer.path("items").forEach(item -> table.add(row.apply(item)));
        table.print(out());
    }

    /** Prints the whole as JSON, or a sentence. */
    void print(JsonNode answer, String sentence) {
        if (json) {
            printJson(answer);
        } else {
            out().println(sentence);
        }
    }

    void printJson(JsonNode answer) {
        try {
            out().println(HubClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
