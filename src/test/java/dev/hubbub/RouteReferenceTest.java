package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The reference of options, headers and errors is made from the code: from the metadata that Camel's build makes of the components,
 * and from what stands before constants and types. {@code -Ddocs.write=true} writes it, otherwise it is compared.
 */
class RouteReferenceTest {
    private static final Path REFERENCE = Path.of("docs/reference/options-headers-errors.md");
    private static final Path MAIN = Path.of("src/main/java/dev/hubbub");
    private static final Path METADATA = Path.of("src/generated/resources/META-INF/dev/hubbub");

    /** What every component of Camel has. */
    private static final List<String> COMMON =
            List.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer");

    private static final Pattern HEADER = declared("    public static final String [A-Z_]+ = \"(Hubbub\\w+)\";");
    private static final Pattern STATE = declared("    ([A-Z_]+)[,;]");
    private static final Pattern FAILURE =
            declared("(?:    public static|public) final class (\\w+) extends \\w*(?:Runtime)?Exception");
    private static final Pattern CALL = declared("    public void (\\w+)\\(([^)]*)\\)");
    private static final Pattern PROBLEM = Pattern.compile(
            "(?:return named\\(|\\.typed\\()\"([a-z-]+)\", \"([^\"]+)\"(?:, (\\d{3}), errors)?\\)", Pattern.DOTALL);

    /** Something with what is said of it before it. */
    private static Pattern declared(String what) {
        return Pattern.compile(" */\\*\\*((?:(?!\\*/).)*)\\*/\\R(?: *@[^\\n]*\\R)*" + what, Pattern.DOTALL);
    }

    @Test
    void theReferenceSaysWhatTheCodeSays() throws IOException {
        String made = reference();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(REFERENCE, made);
        }
        assertThat(REFERENCE)
                .as("written anew by: mvn test -Dtest=RouteReferenceTest -Ddocs.write=true")
                .content()
                .isEqualTo(made);
    }

    @Test
    void nothingIsLeftOut() throws IOException {
        String made = reference();
        String headers = read("component/Headers.java");
        assertThat(Pattern.compile("\"(Hubbub\\w+)\"")
                        .matcher(headers)
                        .results()
                        .map(found -> found.group(1)))
                .hasSizeGreaterThan(20)
                .allMatch(header -> made.contains("| `" + header + "` |"));
        assertThat(made).contains("`invalid-request`", "`key-reused`", "`DeliveryException$Permanent`", "`maxBackoff`");
    }

    private static String reference() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Options, headers and errors

                What the hub's own components take, what crosses the border between route files and the hub, and how failures are
                called. Made from the code; [route files](route-files.md) says how all this is used, and
                [write a channel](../how-to/write-a-channel.md) begins at the beginning.

                """);
        try (Stream<Path> components = Files.walk(METADATA)) {
            for (Path component : components
                    .filter(one -> one.toString().endsWith(".json"))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                page.append(options(component));
            }
        }
        page.append("""
                ## `x:`

                `x:mentions`, `x:messages`, `x:search` (after `from:`), `x:post`, `x:message` (after `to:`). One option, `query` of `x:search`,
                goes before `hubbub.x.query`; all else is [configuration](configuration.md#x).

                ## `sip:`

                `sip:messages` (after `from:`), `sip:message` (after `to:`). One option, `user` of `sip:messages`, has it take only what is for
                that user; all else is [configuration](configuration.md#sip).

                ## `smpp:`

                `smpp:main` is Camel's own component with the hub's connection; its settings are [configuration](configuration.md#sms).

                """);
        page.append(headers());
        page.append("""
                ## What a route says of an attempt

                Methods of the bean `attempt`; each ends the attempt.

                | call | meaning |
                | --- | --- |
                """);
        for (MatchResult call : found(CALL, read("component/Attempt.java"))) {
            String parameters = call.group(3).replaceAll("(?:@Nullable )?(?:String|int|Exchange) ?", "");
            page.append(row(
                    "attempt." + call.group(2) + (parameters.equals("exchange") ? "" : "(" + parameters + ")"), call));
        }
        page.append("""

                ## Failures that a route may meet or throw

                To be named in `onException` and `doCatch` with their package.

                | exception | meaning |
                | --- | --- |
                """);
        for (String file :
                List.of("outbox/DeliveryException", "intake/IntakeException", "intake/LogUnavailableException")) {
            String outer = file.substring(file.indexOf('/') + 1);
            for (MatchResult failure : found(FAILURE, read(file + ".java"))) {
                String name = failure.group(2).equals(outer) ? outer : outer + "$" + failure.group(2);
                page.append(row(name, failure));
            }
        }
        page.append("""

                ## States of a delivery

                | state | meaning |
                | --- | --- |
                """);
        for (MatchResult state : found(STATE, read("message/DeliveryState.java"))) {
            page.append(row(state.group(2).toLowerCase(Locale.ROOT), state));
        }
        return page.append(problems()).toString();
    }

    private static String options(Path component) throws IOException {
        JsonNode all = new ObjectMapper().readTree(component.toFile());
        JsonNode about = all.path("component");
        StringBuilder page = new StringBuilder("## `" + about.path("scheme").asText() + ":`\n\n"
                + about.path("description").asText()
                + "\n\n| option | where | default | meaning |\n| --- | --- | --- | --- |\n");
        all.path("properties").properties().forEach(entry -> {
            JsonNode option = entry.getValue();
            if (!COMMON.contains(entry.getKey())) {
                String where = switch (option.path("label").asText()) {
                    case "consumer" -> "after `from:`";
                    case "producer" -> "after `to:`";
                    default -> option.path("kind").asText().equals("path") ? "in the path" : "both";
                };
                String fallback = option.path("defaultValue").asText();
                page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                entry.getKey(),
                                where,
                                fallback.isEmpty() ? "–" : "`" + fallback + "`",
                                cell(option.path("description").asText())));
            }
        });
        return page.append('\n').toString();
    }

    private static String headers() throws IOException {
        StringBuilder page = new StringBuilder("""
                ## Headers

                *In*: a route may set it before `to: hub:…`. *Out*: a route has it after `from: hub:…`.

                | header | way | meaning |
                | --- | --- | --- |
                """);
        String source = read("component/Headers.java");
        for (MatchResult header : found(HEADER, source)) {
            String before = source.substring(0, header.start());
            Matcher ways =
                    Pattern.compile("    // (in and out|out only|in only)\\R").matcher(before);
            String way = "";
            while (ways.find()) {
                way = ways.group(1).replace(" only", "");
            }
            page.append("| `%s` | %s | %s |\n".formatted(header.group(2), way, said(header.group(1))));
        }
        return page.append('\n').toString();
    }

    private static String problems() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                for (MatchResult problem : found(PROBLEM, Files.readString(file))) {
                    rows.put(problem.group(1), problem.group(2));
                }
            }
        }
        StringBuilder page = new StringBuilder("""

                ## Problems of the API

                Errors are `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail` and, where fields are wrong, `errors`
                (`field`, a JSON pointer into the body or `query.NAME`, `header.NAME`, `path.NAME`, and `reason`). Most have the type
                `about:blank`: their status says all. These have a type of their own, `urn:hubbub:problem:NAME`:

                | name | title |
                | --- | --- |
                """);
        rows.forEach((name, title) -> page.append("| `%s` | %s |\n".formatted(name, title)));
        return page.toString();
    }

    private static String read(String file) throws IOException {
        return Files.readString(MAIN.resolve(file));
    }

    private static List<MatchResult> found(Pattern pattern, String source) {
        return new ArrayList<>(pattern.matcher(source).results().toList());
    }

    private static String row(String name, MatchResult found) {
        return "| `%s` | %s |\n".formatted(name, said(found.group(1)));
    }

    /** What a comment says, as Markdown. */
    private static String said(String comment) {
        String text = comment.replaceAll("\\R *\\* ?", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link [^}]*?#?(\\w+)}", "`$1`")
                .replaceAll(" *@param (\\w+)", "; `$1`:")
                .strip();
        return cell(text);
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
