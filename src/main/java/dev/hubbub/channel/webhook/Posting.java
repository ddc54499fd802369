package dev.hubbub.channel.webhook;

import dev.hubbub.channel.InternalAddressException;
import dev.hubbub.channel.Outside;
import dev.hubbub.channel.webhook.WebhookSettings.Target;
import dev.hubbub.events.CloudEvents;
import dev.hubbub.outbox.DeliveryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one call of one delivery, and says of its answer whether trying again can help. */
final class Posting {
    private static final int GONE = 410;

    /** Refusals that may be over later (RFC 9110, RFC 6585, RFC 8470). */
    private static final Set<Integer> TEMPORARY = Set.of(408, 421, 423, 425, 429);

    /** Whatever a receiver asks for, it hears of the delivery again after a day. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final int MOST_ANSWER = 16_384;

    private final Outside outside;
    private final Clock clock;

    Posting(Outside outside, Clock clock) {
        this.outside = outside;
        this.clock = clock;
    }

    /** The receiver wants to hear nothing any more, ever. */
    static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Calls.
     *
     * @param id the same for each attempt at a delivery
     * @throws GoneException on HTTP 410
     */
    void post(Target target, String id, String json) throws DeliveryException, GoneException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        long now = clock.instant().getEpochSecond();
        Map<String, String> headers = Map.of(
                "Content-Type",
                CloudEvents.MEDIA_TYPE,
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(now),
                "webhook-signature",
                target.signature().sign(id, now, body));
        Outside.Answer answer;
        try {
            answer = outside.call("POST", target.url(), headers, body, MOST_ANSWER);
        } catch (IOException e) {
            throw failed(e);
        }
        judge(answer);
    }

    private static DeliveryException failed(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InternalAddressException) {
                return new DeliveryException.Permanent(String.valueOf(cause.getMessage()), failure);
            }
        }
        return new DeliveryException.Temporary(
                failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage(), failure);
    }

    private void judge(Outside.Answer answer) throws DeliveryException, GoneException {
        int status = answer.status();
        String reason = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return;
        }
        if (status == GONE) {
            throw new GoneException();
        }
        if (status >= 300 && status < 400) {
            throw new DeliveryException.Permanent(reason + ": webhooks do not follow redirects", null);
        }
        if (status >= 400 && status < 500 && !TEMPORARY.contains(status)) {
            throw new DeliveryException.Permanent(reason, null);
        }
        throw new DeliveryException.Temporary(
                reason, answer.header("Retry-After").map(this::wait).orElse(null), null);
    }

    /** Seconds, or a date (RFC 9110, section 10.2.3); anything else says nothing. */
    private @Nullable Duration wait(String retryAfter) {
        Duration asked;
        String text = retryAfter.strip();
        if (text.matches("[0-9]{1,18}")) {
            asked = Duration.ofSeconds(Long.parseLong(text));
        } else {
            try {
                Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
                asked = Duration.between(clock.instant(), at);
            } catch (DateTimeParseException e) {
                return null;
            }
        }
        if (asked.isNegative()) {
            return null;
        }
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
