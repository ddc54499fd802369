package dev.hubbub.channel.sms;

import dev.hubbub.outbox.DeliveryException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;

/** What it means when an SMSC does not take a message: the one table (SMPP 3.4, 5.1.3). */
final class Refusals {
    private static final Set<Integer> TOO_FAST = Set.of(0x14, 0x58);

    /** Those of which the SMSC's own trouble is the cause; all others of the standard are the message's. */
    private static final Set<Integer> TEMPORARY = Set.of(0x04, 0x08, 0x14, 0x45, 0x58, 0x64, 0xFE, 0xFF, 0x102);

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(0x01, "the message is too long"),
            Map.entry(0x04, "the session does not allow it"),
            Map.entry(0x08, "system error"),
            Map.entry(0x0A, "the source address is invalid"),
            Map.entry(0x0B, "the destination address is invalid"),
            Map.entry(0x14, "its queue is full"),
            Map.entry(0x15, "the service type is invalid"),
            Map.entry(0x43, "the esm_class is invalid"),
            Map.entry(0x45, "submitting failed"),
            Map.entry(0x48, "the source's type of number is invalid"),
            Map.entry(0x49, "the source's numbering plan is invalid"),
            Map.entry(0x50, "the destination's type of number is invalid"),
            Map.entry(0x51, "the destination's numbering plan is invalid"),
            Map.entry(0x58, "too many messages at once"),
            Map.entry(0x64, "temporary error"),
            Map.entry(0x65, "permanent error"),
            Map.entry(0x66, "rejected"),
            Map.entry(0xFE, "delivery failed"),
            Map.entry(0xFF, "unknown error"),
            Map.entry(0x101, "prohibited"),
            Map.entry(0x102, "the service is not available"),
            Map.entry(0x103, "the service is denied"),
            Map.entry(0x104, "the data_coding is invalid"));

    /** Codes that the standard leaves to vendors, and all it knows nothing of, may be over later. */
    private static final int VENDORS = 0x400;

    private static final int STANDARD = 0x112;

    private Refusals() {}

    /** Whether the SMSC asks to be slower. */
    static boolean isTooFast(@Nullable Throwable failure) {
        return cause(failure, NegativeResponseException.class) instanceof NegativeResponseException refusal
                && TOO_FAST.contains(refusal.getCommandStatus());
    }

    /** What became of a submission that failed. If nobody can tell, the message may have been taken. */
    static DeliveryException of(Throwable failure) {
        if (cause(failure, NegativeResponseException.class) instanceof NegativeResponseException refusal) {
            return of(refusal.getCommandStatus(), failure);
        }
        if (cause(failure, PDUException.class) != null) {
            return new DeliveryException.Permanent("no SMPP message can be made of it", failure);
        }
        if (cause(failure, IOException.class) instanceof IOException lost && wasNotBegun(lost)) {
            return new DeliveryException.Temporary("not connected to the SMSC", failure);
        }
        return new DeliveryException.Uncertain("the SMSC did not answer; it may have taken the message", failure);
    }

    /** jsmpp looks at the session's state before it writes anything. */
    private static boolean wasNotBegun(IOException lost) {
        return lost.getMessage() != null && lost.getMessage().startsWith("Cannot submit_sm while");
    }

    static DeliveryException of(int status, @Nullable Throwable cause) {
        String reason = String.format("the SMSC says %s (0x%02X)", WORDS.getOrDefault(status, "no"), status);
        boolean later = TEMPORARY.contains(status) || status >= VENDORS || status > STANDARD;
        return later ? new DeliveryException.Temporary(reason, cause) : new DeliveryException.Permanent(reason, cause);
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure, Class<? extends Throwable> kind) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (kind.isInstance(at)) {
                return at;
            }
            at = at.getCause();
        }
        return null;
    }
}
