package dev.hubbub.intake;

import dev.hubbub.intake.MessageLog.Name;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names by which one batch's messages speak of others: looked up once for the whole batch, and not at all if there
 * are none. What comes earlier in the batch is known too.
 */
final class Names {
    private final Map<Name, MessageId> known;

    private Names(Map<Name, MessageId> known) {
        this.known = new HashMap<>(known);
    }

    static Names in(Collection<Planned> batch, MessageLog log) {
        Set<Name> names = new LinkedHashSet<>();
        for (Planned planned : batch) {
            Draft draft = planned.plan().draft();
            draft.answered().forEach(id -> names.add(new Name(draft.channel(), id)));
        }
        return new Names(names.isEmpty() ? Map.of() : log.known(names));
    }

    /** The draft with what it answers, if that is known. */
    Draft answering(Draft draft) {
        if (draft.answered().isEmpty()) {
            return draft;
        }
        Draft.Builder plain = draft.edit().answered(java.util.List.of());
        if (draft.inReplyTo() == null) {
            draft.answered().stream()
                    .map(id -> known.get(new Name(draft.channel(), id)))
                    .filter(id -> id != null)
                    .findFirst()
                    .ifPresent(plain::inReplyTo);
        }
        return plain.build();
    }

    /** This message comes next; those after it may speak of it. */
    void add(Message message) {
        String externalId = message.said().externalId();
        if (externalId != null) {
            known.putIfAbsent(new Name(message.channel(), externalId), message.id());
        }
    }
}
