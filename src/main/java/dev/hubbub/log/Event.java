package dev.hubbub.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * One event of the log, in words that may be shown.
 *
 * <p>Exceptions that libraries log come out of routes as often as not, and quote what they choked on: a message's text, a
 * password in a URL. Their words are withheld; their kinds and where they happened are shown. What the hub's own classes
 * log is shown with its words, unless they mark it with {@code QUOTING}, because they know what they hand over.
 *
 * @param message on one line
 * @param failures what was thrown, the root first, then what it was wrapped in
 */
record Event(String message, List<Failure> failures) {
    private static final String OURS = "dev.hubbub.";
    private static final String QUOTING = "QUOTING";
    private static final String WITHHELD = "…";

    /** How Camel writes a failure into a sentence, often without handing the exception over. */
    private static final Pattern CAMEL_CAUSE = Pattern.compile("(Caused by: \\[\\S+ - ).*", Pattern.DOTALL);

    private static final int LONGEST = 10_000;
    private static final int FRAMES = 8;
    private static final int CAUSES = 10;

    /**
     * One exception.
     *
     * @param words what it says, on one line; null if nothing, or if that is withheld
     * @param frames where it happened, innermost first
     */
    record Failure(String kind, @Nullable String words, List<String> frames) {
        @Override
        public String toString() {
            return words == null ? kind : kind + ": " + words;
        }
    }

    static Event of(ILoggingEvent event) {
        boolean ours = event.getLoggerName().startsWith(OURS) && !quotes(event.getMarkerList());
        List<IThrowableProxy> thrown = thrown(event.getThrowableProxy());
        String message = String.valueOf(event.getFormattedMessage());
        if (!ours) {
            message = withoutWords(message, event.getArgumentArray(), thrown);
        }
        return new Event(
                Visible.line(message, LONGEST),
                thrown.stream().map(one -> failure(one, ours)).toList());
    }

    /** A name as of a logger or a thread, on one line. */
    static String name(String name) {
        return Visible.line(name, 200);
    }

    private static boolean quotes(@Nullable List<Marker> markers) {
        return markers != null
                && markers.stream().anyMatch(marker -> marker.getName().equals(QUOTING));
    }

    private static List<IThrowableProxy> thrown(@Nullable IThrowableProxy outermost) {
        List<IThrowableProxy> thrown = new ArrayList<>();
        for (IThrowableProxy one = outermost; one != null && thrown.size() < CAUSES; one = one.getCause()) {
            thrown.add(0, one);
        }
        return thrown;
    }

    /** Libraries write the words of exceptions into their messages as well. */
    private static String withoutWords(String message, Object @Nullable [] arguments, List<IThrowableProxy> thrown) {
        String without = message;
        for (IThrowableProxy one : thrown) {
            without = without(without, one.getMessage());
        }
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            for (Object cause = argument; cause instanceof Throwable failure; cause = failure.getCause()) {
                without = without(without, failure.getMessage());
            }
        }
        return CAMEL_CAUSE.matcher(without).replaceFirst("$1" + WITHHELD + "]");
    }

    private static String without(String text, @Nullable String words) {
        return words == null || words.isBlank() ? text : text.replace(words, WITHHELD);
    }

    private static Failure failure(IThrowableProxy thrown, boolean ours) {
        StackTraceElementProxy[] stack = thrown.getStackTraceElementProxyArray();
        String words = thrown.getMessage();
        return new Failure(
                name(thrown.getClassName()),
                ours && words != null ? Visible.line(words, LONGEST) : null,
                Arrays.stream(stack == null ? new StackTraceElementProxy[0] : stack)
                        .limit(FRAMES)
                        .map(frame -> name(frame.getStackTraceElement().toString()))
                        .toList());
    }
}
