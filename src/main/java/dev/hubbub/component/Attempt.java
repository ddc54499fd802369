package dev.hubbub.component;

import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.outbox.Outcome;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * The bean {@code attempt} that route files call: a route says by it how an attempt went, where what Camel throws does not
 * tell. Each method ends the attempt, {@link #answered} only if it failed.
 */
@SuppressWarnings("DoNotCallSuggester") // they are called by name, from route files
public final class Attempt {
    /** Refusals that may be over later (RFC 9110, RFC 6585, RFC 8470). */
    private static final Set<Integer> TEMPORARY_STATUS = Set.of(408, 421, 423, 425, 429);

    /** The target will never take it: the delivery is dead. */
    public void refused(String reason) throws DeliveryException {
        throw new DeliveryException.Permanent(reason, null);
    }

    /**
     * It may go well later.
     *
     * @param seconds how long the target asked to wait; null, empty or no number if it did not
     */
    public void later(String reason, @Nullable String seconds) throws DeliveryException {
        throw new DeliveryException.Temporary(reason, seconds(seconds), null);
    }

    /** The target may have taken it, and cannot tell a repeat. */
    public void uncertain(String reason) throws DeliveryException {
        throw new DeliveryException.Uncertain(reason, null);
    }

    /**
     * An HTTP server has answered: 2xx is well, most of 4xx for good, the rest for now.
     *
     * @param reason what it said, if anything
     * @param seconds how long it asked to wait, if it did
     */
    public void answered(int status, @Nullable String reason, @Nullable String seconds) throws DeliveryException {
        if (status >= 200 && status < 300) {
            return;
        }
        String said = "HTTP " + status + (reason == null || reason.isBlank() ? "" : ": " + reason);
        if (isFinal(status)) {
            refused(said);
        }
        later(said, seconds);
    }

    /** A call ended without an answer: without a connection nothing was sent; otherwise it may have been. */
    public void unanswered(Exchange exchange) throws DeliveryException {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure != null) {
            for (Throwable at : ObjectHelper.createExceptionIterable(failure)) {
                if (isUnconnected(at)) {
                    later("the target cannot be reached", null);
                }
            }
        }
        uncertain("the target did not answer; it may have taken it");
    }

    private static boolean isUnconnected(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof SSLHandshakeException
                || failure.getClass().getSimpleName().equals("ConnectTimeoutException");
    }

    /** What an HTTP status that is no 2xx means. */
    static Outcome outcome(int status, @Nullable String seconds) {
        String reason = "HTTP " + status;
        return isFinal(status) ? new Outcome.Rejected(reason) : new Outcome.Failed(reason, seconds(seconds));
    }

    private static boolean isFinal(int status) {
        return status >= 400 && status < 500 && !TEMPORARY_STATUS.contains(status);
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        return text != null && text.strip().matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(text.strip()))
                : null;
    }
}
