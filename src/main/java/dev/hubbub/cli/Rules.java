package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hubbub rules}. */
@Command(
        name = "rules",
        description = "The routing rules.",
        mixinStandardHelpOptions = true,
        subcommands = {Rules.Listing.class, Rules.Test.class})
final class Rules {

    /** {@code hubbub rules list}. */
    @Command(name = "list", description = "Lists the rules in their order.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        @Mixin
        private final ClientOptions options = new ClientOptions();

        @Override
        public Integer call() {
            options.print(
                    options.hub().get("/rules"),
                    List.of("RULE", "WHERE", "ENABLED"),
                    rule -> List.of(
                            rule.path("name").asText(),
                            rule.path("file").asText("page"),
                            rule.path("enabled").asText()));
            return ExitCodes.OK;
        }
    }

    /** {@code hubbub rules test}. */
    @Command(
            name = "test",
            description = "Tries rules on a message, or over the log, and sends nothing.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example:  hubbub rules test --channel shoutbox/team \"This is urgent\"",
                "          hubbub rules test --log 500 --file config/rules/new.yaml"
            })
    static final class Test implements Callable<Integer> {
        @Mixin
        private final ClientOptions options = new ClientOptions();

        @Option(names = "--file", description = "Try the rules of this file instead of those in force.")
        private @Nullable Path file;

        @Option(names = "--log", paramLabel = "N", description = "Try them on the newest N messages of the log.")
        private int log;

        @Option(names = "--channel", description = "Where the message arrives, or which channel's log.")
        private @Nullable String channel;

        @Option(names = "--sender", description = "Who says it, as mailto:ana@x.org.")
        private String sender = "acct:somebody@hub";

        @Parameters(index = "0", arity = "0..*", paramLabel = "TEXT", description = "What the message says.")
        private List<String> text = List.of();

        @Override
        public Integer call() {
            JsonNode result = options.hub().post("/rules/dry-run", question());
            if (options.json()) {
                options.printJson(result);
            } else {
                result.path("results").forEach(this::show);
                options.out()
                        .println(result.path("matched").asText() + " of "
                                + result.path("examined").asText() + " messages meet a rule");
            }
            return ExitCodes.OK;
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (NoSuchFileException e) {
                throw new CliException(ExitCodes.FAILED, "there is no file " + file);
            } catch (MalformedInputException e) {
                throw new CliException(ExitCodes.FAILED, file + " is no UTF-8 text");
            } catch (IOException e) {
                throw new CliException(ExitCodes.FAILED, file + " cannot be read: " + e.getMessage());
            }
        }

        private ObjectNode question() {
            ObjectNode question = HubClient.JSON.createObjectNode();
            if (file != null) {
                question.put("rules", text(file));
            }
            if (log > 0) {
                ObjectNode stretch = question.putObject("log").put("limit", log);
                if (channel != null) {
                    stretch.put("channel", channel);
                }
                return question;
            }
            if (channel == null || text.isEmpty()) {
                throw new CliException(ExitCodes.USAGE, "give --channel and a text, or --log N");
            }
            question.putObject("message")
                    .put("channel", channel)
                    .put("sender", sender)
                    .put("text", String.join(" ", text));
            return question;
        }

        private void show(JsonNode one) {
            JsonNode message = one.path("message");
            line(message.path("channel").asText() + "  " + message.path("text").asText());
            one.path("matches")
                    .forEach(match ->
                            line("  matches '" + match.path("rule").asText() + "': " + joined(match.path("why"))));
            one.path("send")
                    .forEach(
                            send -> line("  would go to " + send.path("channel").asText() + ": "
                                    + send.path("text").asText()));
            one.path("suppressed")
                    .forEach(held ->
                            line("  would not go to " + held.path("channel").asText() + ": "
                                    + held.path("reason").asText()));
        }

        private void line(String text) {
            options.out().println(Table.safe(text));
        }

        private static String joined(JsonNode list) {
            StringBuilder all = new StringBuilder();
            list.forEach(item -> all.append(all.isEmpty() ? "" : "; ").append(item.asText()));
            return all.toString();
        }
    }
}
