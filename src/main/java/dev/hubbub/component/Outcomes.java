package dev.hubbub.component;

import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.outbox.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;

/** Reads from an ended exchange how the attempt went. */
final class Outcomes {
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
        String after = http.getResponseHeaders() == null
                ? null
                : http.getResponseHeaders().get("Retry-After");
        return Attempt.outcome(http.getStatusCode(), after);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String line = message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
        return line.length() > REASON ? line.substring(0, REASON) + "…" : line;
    }
}
