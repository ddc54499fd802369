package dev.hubbub.component;

import dev.hubbub.events.EventLog;
import dev.hubbub.form.BadFormException;
import dev.hubbub.form.FormMemory;
import dev.hubbub.form.FormReader;
import dev.hubbub.form.Instance;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.message.Draft;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.outbox.Outcome;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where forms leave the path of messages: each goes to the route that takes its kind ({@link FormConsumer}) and not into the log.
 * What nobody takes, or what is not as it should be, goes into the log as a message, and its trace says why.
 */
public final class FormDoor {
    private static final int LONGEST_REASON = 300;

    private final FormReader reader;
    private final FormMemory memory;
    private final EventLog log;
    private final Clock clock;
    private final List<FormConsumer> resources = new CopyOnWriteArrayList<>();
    private final LongAdder taken = new LongAdder();
    private final LongAdder passedOn = new LongAdder();

    /** What becomes of something that may be a form. */
    sealed interface Way {
        /** A resource has it. */
        record Taken(String name) implements Way {}

        /** It is a message. */
        record ToLog(Draft draft, String reason) implements Way {
            /** The reason as a step of the message's trace. */
            Map<String, Object> step() {
                return Map.of("step", "form", "reason", reason);
            }
        }
    }

    public FormDoor(FormReader reader, FormMemory memory, EventLog log, Clock clock) {
        this.reader = reader;
        this.memory = memory;
        this.log = log;
        this.clock = clock;
    }

    void add(FormConsumer resource) {
        if (resources.stream().anyMatch(other -> other.name().equals(resource.name()))) {
            throw new IllegalStateException("another route takes the form " + resource.name() + " already");
        }
        resources.add(resource);
    }

    void remove(FormConsumer resource) {
        resources.remove(resource);
    }

    /** Forms that went to their resource since the start. */
    public double taken() {
        return taken.doubleValue();
    }

    /** What looked like a form, and went into the log. */
    public double passedOn() {
        return passedOn.doubleValue();
    }

    /** Whether a closer look is worth it. Nobody looks where there is no resource; a correction is about a message. */
    boolean mayBe(Draft draft, byte @Nullable [] bytes) {
        return !resources.isEmpty() && draft.change() == null && (bytes != null || FormReader.mayBe(draft.text()));
    }

    /**
     * Hands it to its resource, if there is one.
     *
     * @param bytes what came, where it was no text
     * @throws IntakeException.Postponed if the resource cannot take it now
     */
    Way take(Draft draft, byte @Nullable [] bytes) {
        Draft said = draft;
        try {
            Instance form = bytes == null ? reader.read(draft.text()) : reader.read(bytes);
            said = bytes == null ? draft : draft.edit().text(form.xml()).build();
            return hand(said, form);
        } catch (BadFormException e) {
            passedOn.increment();
            String reason = String.valueOf(e.getMessage());
            return new Way.ToLog(said, Shown.cut(reason, LONGEST_REASON));
        }
    }

    private Way hand(Draft draft, Instance form) throws BadFormException {
        FormConsumer resource = resources.stream()
                .filter(one -> one.takes(form, draft.channel()))
                .findFirst()
                .orElseThrow(
                        () -> new BadFormException("no resource takes " + form.shown() + " from " + draft.channel()));
        resource.check(form);
        String id = draft.externalId();
        if (id == null || !memory.knows(draft.channel(), id)) {
            Outcome outcome = resource.run(draft, form);
            if (outcome instanceof Outcome.Rejected rejected) {
                throw new BadFormException("the resource " + resource.name() + " refuses it: " + rejected.reason());
            }
            if (!(outcome instanceof Outcome.Sent)) {
                throw new IntakeException.Postponed("the resource " + resource.name() + " cannot take it now");
            }
            taken.increment();
            note(draft, form, resource.name());
        }
        return new Way.Taken(resource.name());
    }

    private void note(Draft draft, Instance form, String name) {
        Map<String, Object> detail = new HashMap<>(Map.of("form", name, "root", form.shown()));
        String id = draft.externalId();
        if (id != null) {
            memory.keep(draft.channel(), id);
            detail.put("externalId", id);
        }
        log.append(new TraceEvent(TraceEvent.Type.FORM_TAKEN, clock.instant(), null, null, draft.channel(), detail));
    }
}
