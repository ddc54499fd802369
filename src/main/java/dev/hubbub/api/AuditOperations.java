package dev.hubbub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hubbub.security.audit.Act;
import dev.hubbub.security.audit.AuditLog;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what to the hub, for admins to read; nothing here changes it. */
public final class AuditOperations {
    private static final char LIST = 'a';

    private final AuditLog log;

    public AuditOperations(AuditLog log) {
        this.log = log;
    }

    /** Adds this operation to the list of all. */
    public void register(Operations operations) {
        operations.waiting("listAudit", Failing.translated(this::list));
    }

    private Answer list(Call call) {
        int limit = call.number("limit");
        AuditLog.Wanted wanted = new AuditLog.Wanted(
                call.find("actor").orElse(null),
                call.find("what").orElse(null),
                call.find("target").orElse(null),
                call.find("outcome")
                        .map(word -> Act.Outcome.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                call.time("from").orElse(null),
                call.time("to").orElse(null));
        UUID before = call.find("cursor").map(cursor -> Cursor.id(LIST, cursor)).orElse(null);
        List<AuditLog.Entry> read = log.list(wanted, before, limit + 1);
        return Answer.ok(Page.of(read, limit, entry -> Cursor.of(LIST, entry.id()), EntryView::of));
    }

    /** Schema {@code AuditEntry}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryView(
            UUID id,
            Instant at,
            String actor,
            String address,
            String what,
            @Nullable String target,
            String outcome,
            Map<String, Object> detail) {
        static EntryView of(AuditLog.Entry entry) {
            Act act = entry.act();
            return new EntryView(
                    entry.id(),
                    act.at(),
                    act.actor(),
                    act.address(),
                    act.what(),
                    act.target(),
                    act.outcome().word(),
                    act.detail());
        }
    }
}
