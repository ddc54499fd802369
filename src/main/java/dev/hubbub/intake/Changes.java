package dev.hubbub.intake;

import dev.hubbub.intake.MessageLog.Answer;
import dev.hubbub.intake.MessageLog.Changed;
import dev.hubbub.message.Change;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes changes of earlier messages, each in a transaction of its own; what turns out to be none is a message. */
final class Changes {
    private static final String DELETED = "(deletes something that is not here)";

    private final MessageLog log;
    private final HandOver handOver;
    private final Ids ids;

    Changes(MessageLog log, HandOver handOver, Ids ids) {
        this.log = log;
        this.handOver = handOver;
        this.ids = ids;
    }

    static boolean isOne(Planned planned) {
        return planned.plan().draft().change() != null;
    }

    /** The answer to a change; empty if it is an ordinary message. */
    Optional<Answer> make(Planned planned, Instant at, List<Planned> ordinary) {
        Draft draft = planned.plan().draft();
        Changed changed;
        try {
            changed = log.change(draft, at, ids);
        } catch (RuntimeException e) {
            return Optional.of(new Answer.Failed(e));
        }
        if (changed instanceof Changed.Done done) {
            done.owed().forEach(handOver::wake);
            return Optional.of(new Answer.Altered(done.now()));
        }
        if (changed instanceof Changed.Repeat repeat) {
            return Optional.of(new Answer.Repeat(repeat.now()));
        }
        String reason = ((Changed.Refused) changed).reason();
        Change change = Objects.requireNonNull(draft.change());
        if (change.byRight()) {
            return Optional.of(new Answer.Refused(reason));
        }
        ordinary.add(message(planned, change, reason));
        return Optional.empty();
    }

    private static Planned message(Planned planned, Change change, String reason) {
        Router.Plan plan = planned.plan();
        Draft.Builder plain = plan.draft().edit().change(null);
        if (plan.draft().text().isBlank() && plan.draft().attachments().isEmpty()) {
            plain.text(DELETED);
        }
        List<Map<String, Object>> steps = new ArrayList<>(planned.steps());
        String kind = change.kind() == Change.Kind.CORRECTION ? "correction" : "deletion";
        steps.add(Map.of("step", "no-" + kind, "reason", reason));
        Router.Plan as = new Router.Plan(
                plain.build(), plan.assignees(), plan.actionable(), plan.targets(), plan.replies(), plan.steps());
        return new Planned(as, steps, planned.fingerprint());
    }
}
