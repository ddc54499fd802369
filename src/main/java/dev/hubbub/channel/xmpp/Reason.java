package dev.hubbub.channel.xmpp;

import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jivesoftware.smack.SmackException;

/** What went wrong, in one line for people. */
final class Reason {
    private Reason() {}

    static String of(Throwable e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof SmackException.EndpointConnectionException unreachable) {
            return unreachable(unreachable);
        }
        String text = cause.getMessage();
        return text == null
                ? cause.getClass().getSimpleName()
                : text.lines().findFirst().orElse(text);
    }

    /** Smack's own sentence says the same in three times as many words. */
    private static String unreachable(SmackException.EndpointConnectionException e) {
        return e.getConnectionExceptions().stream()
                .map(one -> "no XMPP server answers at "
                        + one.getAddress().getInetSocketAddress().getHostString() + ":"
                        + one.getAddress().getInetSocketAddress().getPort() + " ("
                        + one.getException().getMessage() + ")")
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
    }
}
