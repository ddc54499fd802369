package dev.hubbub.channel.sip;

import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.util.Set;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** What an answer means for a delivery (RFC 3261, 21; RFC 3428, 7). */
final class Answers {
    /** Not now: log-in not taken, timeout, not there, still at it, busy, in the way of another. */
    private static final Set<Integer> LATER = Set.of(401, 407, 408, 423, 430, 480, 482, 486, 491);

    /** Never: not implemented, another version, too large, not acceptable. */
    private static final Set<Integer> NEVER = Set.of(501, 505, 513, 580);

    private Answers() {}

    /** Null if it was taken. */
    static @Nullable DeliveryException failure(Response answer) {
        int status = answer.getStatusCode();
        if (status < 300) {
            return null;
        }
        String reason = "SIP says " + status + " " + plain(answer.getReasonPhrase());
        boolean later = LATER.contains(status) || (status >= 500 && status < 600 && !NEVER.contains(status));
        return later
                ? new DeliveryException.Temporary(reason, after(answer), null)
                : new DeliveryException.Permanent(reason, null);
    }

    private static @Nullable Duration after(Response answer) {
        return answer.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader header && header.getRetryAfter() > 0
                ? Duration.ofSeconds(header.getRetryAfter())
                : null;
    }

    private static String plain(String phrase) {
        String shown = phrase == null ? "" : phrase.replaceAll("[^\\p{Alnum} ]", "");
        return shown.length() > 60 ? shown.substring(0, 60) : shown;
    }
}
