package dev.hubbub.component;

import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.outbox.Outcome;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** Reads from an ended exchange how the attempt went. */
final class Outcomes {
    /** Refusals that may be over later (RFC 9110, RFC 6585, RFC 8470). */
    private static final Set<Integer> TEMPORARY_STATUS = Set.of(408, 421, 423, 425, 429);

    private static final int REASON = 500;

    private Outcomes() {}

    static Outcome of(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure == null
                ? new Outcome.Sent(exchange.getMessage().getHeader(Headers.EXTERNAL_ID, String.class))
                : of(failure);
    }

    /** Permanent only where somebody who knows says so; everything else may be over later. */
    static Outcome of(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof DeliveryException.Permanent) {
                return new Outcome.Rejected(reason(cause));
            }
            if (cause instanceof DeliveryException.Temporary temporary) {
                return new Outcome.Failed(reason(cause), temporary.after());
            }
            if (cause instanceof DeliveryException.Uncertain) {
                return new Outcome.Interrupted(reason(cause));
            }
            if (cause instanceof HttpOperationFailedException http) {
                return of(http);
            }
        }
        return new Outcome.Failed(reason(failure), null);
    }

    private static Outcome of(HttpOperationFailedException http) {
        int status = http.getStatusCode();
        String reason = "HTTP " + status;
        if (status >= 400 && status < 500 && !TEMPORARY_STATUS.contains(status)) {
            return new Outcome.Rejected(reason);
        }
        return new Outcome.Failed(reason, retryAfter(http));
    }

    private static @Nullable Duration retryAfter(HttpOperationFailedException http) {
        String seconds = http.getResponseHeaders() == null
                ? null
                : http.getResponseHeaders().get("Retry-After");
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String line = message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
        return line.length() > REASON ? line.substring(0, REASON) + "…" : line;
    }
}
