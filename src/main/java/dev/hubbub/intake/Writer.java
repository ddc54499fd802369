package dev.hubbub.intake;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Target;
import dev.hubbub.message.TraceEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a batch of planned messages into rows, commits them, and hands their deliveries over. */
public final class Writer {
    private final MessageLog log;
    private final HandOver handOver;
    private final Ids ids;
    private final Clock clock;
    private final Changes changes;

    public Writer(MessageLog log, HandOver handOver, Ids ids, Clock clock) {
        this.log = log;
        this.handOver = handOver;
        this.ids = ids;
        this.clock = clock;
        this.changes = new Changes(log, handOver, ids);
    }

    /** One answer per message, in order. If it throws, nothing of the batch was stored. */
    List<Written> write(List<Planned> batch) {
        return batch.stream().noneMatch(Changes::isOne) ? writeMessages(batch) : writeMixed(batch);
    }

    /** Messages first, for what is changed may be one of them; then changes, and those that turned out to be messages. */
    private List<Written> writeMixed(List<Planned> batch) {
        List<Planned> messages =
                batch.stream().filter(planned -> !Changes.isOne(planned)).toList();
        Iterator<Written> stored = writeMessages(messages).iterator();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Written> written = new ArrayList<>(batch.size());
        for (Planned planned : batch) {
            written.add(Changes.isOne(planned) ? writeChange(planned, now) : stored.next());
        }
        return written;
    }

    private Written writeChange(Planned planned, Instant now) {
        List<Planned> ordinary = new ArrayList<>();
        Optional<MessageLog.Answer> answer = changes.make(planned, now, ordinary);
        if (answer.isPresent()) {
            return new Written(unstored(planned, now), answer.get());
        }
        try {
            return writeMessages(ordinary).get(0);
        } catch (RuntimeException e) {
            return new Written(unstored(planned, now), new MessageLog.Answer.Failed(e));
        }
    }

    private Message unstored(Planned planned, Instant now) {
        return new Message(new MessageId(ids.next()), now, planned.plan().draft(), Set.of(), false, false);
    }

    private List<Written> writeMessages(List<Planned> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Names names = Names.in(batch, log);
        List<MessageLog.Entry> entries = new ArrayList<>(batch.size());
        List<Integer> ownEntry = new ArrayList<>(batch.size());
        try {
            for (Planned planned : batch) {
                ownEntry.add(entries.size());
                MessageLog.Entry entry = entry(planned, names, now);
                names.add(entry.message());
                entries.add(entry);
                for (Router.Reply reply : planned.plan().replies()) {
                    entries.add(reply(entry.message(), reply, now));
                }
            }
        } catch (RuntimeException e) {
            entries.forEach(this::cancel);
            throw e;
        }
        List<MessageLog.Answer> answers = store(entries);
        List<Written> written = new ArrayList<>(batch.size());
        for (int at : ownEntry) {
            written.add(new Written(entries.get(at).message(), answers.get(at)));
        }
        return written;
    }

    private List<MessageLog.Answer> store(List<MessageLog.Entry> entries) {
        List<MessageLog.Answer> answers;
        try {
            answers = log.store(entries);
        } catch (RuntimeException | Error e) {
            entries.forEach(this::cancel);
            throw e;
        }
        for (int i = 0; i < entries.size(); i++) {
            MessageLog.Entry entry = entries.get(i);
            if (answers.get(i) instanceof MessageLog.Answer.Stored) {
                Message handed = entry.message().withoutBytes();
                entry.deliveries()
                        .forEach(
                                d -> handOver.committed(handed, d, entry.trace().at()));
            } else {
                cancel(entry);
            }
        }
        return answers;
    }

    private void cancel(MessageLog.Entry entry) {
        entry.deliveries().forEach(handOver::cancelled);
    }

    private MessageLog.Entry entry(Planned planned, Names names, Instant now) {
        Router.Plan plan = planned.plan();
        Draft said = names.answering(plan.draft());
        Message message = new Message(new MessageId(ids.next()), now, said, plan.assignees(), plan.actionable(), false);
        return entry(message, plan.targets(), planned.steps(), planned.fingerprint());
    }

    private MessageLog.Entry entry(
            Message message, List<Target> targets, List<Map<String, Object>> steps, @Nullable String fingerprint) {
        List<PlannedDelivery> deliveries = new ArrayList<>(targets.size());
        for (Target target : targets) {
            boolean handedOver = handOver.reserve(target.channel());
            deliveries.add(new PlannedDelivery(new DeliveryId(ids.next()), target, handedOver));
        }
        TraceEvent trace = new TraceEvent(
                TraceEvent.Type.MESSAGE_STORED,
                message.receivedAt(),
                message.id(),
                null,
                message.channel(),
                Map.of("steps", steps));
        return new MessageLog.Entry(message, deliveries, trace, fingerprint);
    }

    /** What a rule answers: a message of the hub's own, owed to where the question came from, and only once. */
    private MessageLog.Entry reply(Message question, Router.Reply reply, Instant now) {
        Draft asked = question.said();
        String key = asked.externalId() != null
                ? asked.channel() + ":" + asked.externalId()
                : Objects.toString(question.id());
        Target target = new Target(asked.channel(), asked.replyTo(), null);
        Draft said = Draft.builder(ChannelId.HUB, Address.BOT, reply.text())
                .inReplyTo(question.id())
                .externalId("reply:" + key + ":" + reply.rule())
                .verified(true)
                .hops(asked.hops() + 1)
                .visited(asked.visited())
                .explicitTargets(List.of(target))
                .build();
        Message message = new Message(new MessageId(ids.next()), now, said, Set.of(), false, false);
        return entry(message, List.of(target), List.of(Map.of("step", "replied", "rule", reply.rule())), null);
    }
}
