package dev.hubbub.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Turns what Camel throws into one sentence and, where it can be found, a line of the file. */
final class Reasons {

    private static final int LONGEST = 400;
    private static final Pattern MISSING_PROPERTY = Pattern.compile("Property with key \\[([^]]+)] not found");
    private static final Pattern UNKNOWN_WORD = Pattern.compile("(?:Unknown node id|Unsupported field): (.*)");
    private static final Pattern PREAMBLE =
            Pattern.compile("Failed to (?:start|create) route:? \\S+ because:? ", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED = Pattern.compile("hub:[a-z0-9/_-]+|'([^']{2,200})'");
    private static final Pattern UNKNOWN_PARAMETERS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");

    private final RouteText text;
    private final List<Throwable> chain = new ArrayList<>();

    private Reasons(RouteText text, Throwable failure) {
        this.text = text;
        for (Throwable cause = failure; cause != null && chain.size() < 30; cause = cause.getCause()) {
            chain.add(cause);
        }
    }

    /** What went wrong with the text, as one problem. */
    static RouteProblem of(RouteProblem.Kind kind, RouteText text, Throwable failure) {
        Reasons reasons = new Reasons(text, failure);
        boolean unset =
                kind == RouteProblem.Kind.TEXT && reasons.missingProperty().isPresent();
        return new RouteProblem(unset ? RouteProblem.Kind.KEY : kind, reasons.line(), shorten(reasons.reason()));
    }

    /** The start did not end. */
    static RouteProblem tooSlow(RouteText text, Duration limit) {
        return new RouteProblem(
                RouteProblem.Kind.START,
                text.routeIds().isEmpty() ? null : text.routeIds().get(0).line(),
                "The start was cut off because it had not ended after " + limit.toMillis() + " ms.");
    }

    private String reason() {
        Optional<String> known = yaml().map(e -> sentence(plain(e.getProblem())))
                .or(() -> first(NoSuchBeanException.class).map(e -> "There is no bean '" + e.getName() + "'."))
                .or(() -> first(ClassNotFoundException.class).map(e -> "There is no class '" + e.getMessage() + "'."))
                .or(() -> first(SimpleIllegalSyntaxException.class)
                        .map(e -> sentence("'" + e.getExpression() + "' is no simple expression: " + firstLine(e))))
                .or(this::missingProperty)
                .or(this::unknownOption)
                .or(() -> first(NoSuchEndpointException.class).map(e -> noComponent(e.getUri())));
        return known.orElseGet(() -> sentence(deepestMessage()));
    }

    private @Nullable Integer line() {
        Optional<Integer> marked = yaml().flatMap(this::markedLine);
        if (marked.isPresent()) {
            return marked.get();
        }
        for (int at = chain.size() - 1; at >= 0; at--) {
            Integer line = lineOf(chain.get(at));
            if (line != null) {
                return line;
            }
        }
        return lineOfWhatIsNamed();
    }

    /** Nothing said where; perhaps the reason names something that stands in the file. */
    private @Nullable Integer lineOfWhatIsNamed() {
        Matcher named = NAMED.matcher(reason());
        while (named.find()) {
            Integer line = text.lineOf(named.group(1) == null ? named.group() : named.group(1));
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    /** Camel marks where the value begins in which a word is unknown; the word itself stands there or below. */
    private Optional<Integer> markedLine(MarkedYamlEngineException e) {
        return e.getProblemMark().map(mark -> {
            Matcher unknown = UNKNOWN_WORD.matcher(e.getProblem());
            Integer line = unknown.matches() ? text.lineOf(unknown.group(1), mark.getLine() + 1) : null;
            return line == null ? mark.getLine() + 1 : line;
        });
    }

    private @Nullable Integer lineOf(Throwable cause) {
        if (cause instanceof NoSuchBeanException e && e.getName() != null) {
            return text.lineOf(e.getName());
        }
        if (cause instanceof ClassNotFoundException) {
            return text.lineOf(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof SimpleIllegalSyntaxException e) {
            return text.lineOf(e.getExpression());
        }
        if (cause instanceof NoSuchEndpointException e) {
            return text.lineOf(beforeOptions(e.getUri()));
        }
        if (cause instanceof ResolveEndpointFailedException e) {
            return text.lineOf(beforeOptions(e.getUri()));
        }
        if (cause instanceof FailedToCreateRouteException e && e.getRouteId() != null) {
            return text.lineOf(e.getRouteId());
        }
        if (cause instanceof FailedToStartRouteException e && e.getRouteId() != null) {
            return text.lineOf(e.getRouteId());
        }
        Matcher missing = MISSING_PROPERTY.matcher(String.valueOf(cause.getMessage()));
        return missing.find() ? text.lineOf("{{" + missing.group(1)) : null;
    }

    private Optional<String> missingProperty() {
        for (Throwable cause : chain) {
            Matcher missing = MISSING_PROPERTY.matcher(String.valueOf(cause.getMessage()));
            if (missing.find()) {
                return Optional.of("The key '" + missing.group(1) + "' is not set.");
            }
        }
        return Optional.empty();
    }

    private Optional<String> unknownOption() {
        return first(ResolveEndpointFailedException.class).flatMap(e -> {
            Matcher unknown = UNKNOWN_PARAMETERS.matcher(String.valueOf(e.getMessage()));
            return unknown.find()
                    ? Optional.of("The endpoint " + scheme(e.getUri()) + " has no option "
                            + URISupport.sanitizeUri(unknown.group(1)) + ".")
                    : Optional.empty();
        });
    }

    private Optional<MarkedYamlEngineException> yaml() {
        return first(MarkedYamlEngineException.class);
    }

    private <T extends Throwable> Optional<T> first(Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The root cause says most, but not every root cause says anything. */
    private String deepestMessage() {
        for (int at = chain.size() - 1; at >= 0; at--) {
            Throwable cause = chain.get(at);
            String message = cause.getMessage();
            if (message != null && !message.isBlank() && !(cause instanceof TimeoutException)) {
                return message.length() < 20 ? cause.getClass().getSimpleName() + ": " + message : message;
            }
        }
        return chain.get(0).getClass().getSimpleName();
    }

    private static String plain(String problem) {
        Matcher unknown = UNKNOWN_WORD.matcher(problem);
        return unknown.matches() ? "'" + unknown.group(1) + "' is not known here" : problem;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String noComponent(String uri) {
        return "There is no component '" + scheme(uri) + "'.";
    }

    private static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon);
    }

    private static String beforeOptions(String uri) {
        int question = uri.indexOf('?');
        String before = question < 0 ? uri : uri.substring(0, question);
        return before.replace("://", ":");
    }

    private static String sentence(String message) {
        String first =
                PREAMBLE.matcher(message.lines().findFirst().orElse("").strip()).replaceFirst("");
        return first.endsWith(".") ? first : first + ".";
    }

    private static String shorten(String reason) {
        String safe = URISupport.sanitizeUri(reason);
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
    }
}
