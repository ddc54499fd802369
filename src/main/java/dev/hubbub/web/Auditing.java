package dev.hubbub.web;

import dev.hubbub.security.RateLimit;
import dev.hubbub.security.audit.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Has the operations that the contract marks noted in the audit log, whatever becomes of them. */
final class Auditing {
    private static final int REFUSALS_A_MINUTE = 30;

    private final Map<String, Contract.AuditedAs> acts;
    private final AuditLog log;
    private final Clock clock;
    private final RateLimit refusals =
            new RateLimit("Too many refused tries.", REFUSALS_A_MINUTE, Duration.ofMinutes(1));

    Auditing(Map<String, Contract.AuditedAs> acts, AuditLog log, Clock clock) {
        this.acts = acts;
        this.log = log;
        this.clock = clock;
    }

    /**
     * The operation, noted if the contract says so.
     *
     * @throws IllegalStateException if it is to be noted and cannot wait for that
     */
    Operation of(String id, Operation operation) {
        Contract.AuditedAs act = acts.get(id);
        if (act == null) {
            return operation;
        }
        if (operation instanceof Operation.Waiting waiting) {
            return new Audited(act.what(), act.path(), waiting, log, refusals, clock);
        }
        throw new IllegalStateException("operation " + id + " is audited, so it must be one that may wait");
    }
}
