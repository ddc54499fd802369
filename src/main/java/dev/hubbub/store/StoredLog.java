package dev.hubbub.store;

import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.intake.MessageLog;
import dev.hubbub.intake.PlannedDelivery;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of messages in {@code message} and its neighbours. A batch is one transaction: of a single statement if it is
 * small, else of a handful.
 * Whether something came before is decided by the unique index over (channel, external id), so that it holds between
 * hubs and racing callers.
 */
public final class StoredLog implements MessageLog {
    private static final Logger log = LoggerFactory.getLogger(StoredLog.class);
    private static final int TRIES = 4;

    private final Database database;
    private final StoredEvents events;
    private final Node node;
    private final MessageInsert insert;
    private final MessageReader reader;
    private final StoredNames names;
    private final StoredChanges changes;
    private final LongAdder stored = new LongAdder();

    public StoredLog(Database database, StoredEvents events, Node node) {
        this.database = database;
        this.events = events;
        this.node = node;
        this.insert = new MessageInsert(database.crypt(), node.id());
        this.reader = new MessageReader(database.crypt());
        this.names = new StoredNames(database);
        this.changes = new StoredChanges(database, events);
    }

    @Override
    public Map<Name, MessageId> known(Collection<Name> names) {
        return this.names.known(names);
    }

    @Override
    public Changed change(Draft draft, Instant at, Ids ids) {
        return retrying(() -> changes.change(draft, at, ids));
    }

    /** About how many messages were stored since the start. */
    public long stored() {
        return stored.sum();
    }

    @Override
    public List<Answer> store(List<Entry> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        database.requireRoom();
        try {
            return storeTogether(batch);
        } catch (LogUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!Failures.isData(e)) {
                throw e;
            }
            log.info(
                    "A batch of {} messages has one that the database cannot hold; storing them one by one",
                    batch.size());
            return batch.stream().map(this::storeAlone).toList();
        }
    }

    private Answer storeAlone(Entry entry) {
        try {
            return storeTogether(List.of(entry)).get(0);
        } catch (LogUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!Failures.isData(e)) {
                throw e;
            }
            log.warn("Message {} cannot be stored", entry.message().id(), e);
            return new Answer.Refused("the message holds something that cannot be stored");
        }
    }

    private List<Answer> storeTogether(List<Entry> batch) {
        Map<Key, Entry> firsts = new LinkedHashMap<>();
        for (Entry entry : batch) {
            firsts.putIfAbsent(Key.of(entry.message()), entry);
        }
        // in one order everywhere, so that two batches with the same ids do not wait for each other in a circle
        List<Entry> fresh = firsts.values().stream()
                .sorted(Comparator.comparing((Entry entry) -> Key.of(entry.message())))
                .toList();
        Traces.Lines traces =
                events.traces().lines(fresh.stream().map(Entry::trace).toList());
        List<Answer> answers = fresh.size() < Rows.WORTH_COPYING
                ? storeFew(batch, firsts, insert.few(fresh, traces))
                : storeMany(batch, firsts, fresh, insert.rows(fresh), traces);
        stored.add(fresh.size());
        events.recent().add(fresh.stream().map(Entry::message).toList());
        events.committed(traces);
        return answers;
    }

    /** Tries again what has failed because of others at work in the same place. */
    private <T> T retrying(Supplier<T> work) {
        for (int tried = 1; ; tried++) {
            try {
                return work.get();
            } catch (LogUnavailableException e) {
                if (tried == TRIES || !Failures.isConflict(e)) {
                    throw e;
                }
                log.debug("Storing a batch again after a conflict", e);
            }
        }
    }

    private List<Answer> storeFew(List<Entry> batch, Map<Key, Entry> firsts, MessageInsert.Few few) {
        return watching(
                firsts.values(),
                () -> few.canRepeat()
                        ? database.inTransaction(session -> answers(
                                session,
                                batch,
                                firsts,
                                session.doReturningWork(connection -> MessageInsert.insert(connection, few))))
                        : database.committing(connection -> MessageInsert.insert(connection, few)).stream()
                                .map(unused -> (Answer) new Answer.Stored())
                                .toList());
    }

    private List<Answer> storeMany(
            List<Entry> batch,
            Map<Key, Entry> firsts,
            List<Entry> fresh,
            MessageInsert.MessageRows messages,
            Traces.Lines traces) {
        return watching(
                fresh,
                () -> database.inTransaction(session -> {
                    Set<UUID> inserted = session.doReturningWork(c -> MessageInsert.insert(c, messages));
                    List<Entry> stored = fresh.stream()
                            .filter(e -> inserted.contains(idOf(e)))
                            .toList();
                    Traces.Lines lines = stored.size() == fresh.size()
                            ? traces
                            : events.traces()
                                    .lines(stored.stream().map(Entry::trace).toList());
                    session.doWork(connection -> {
                        insert.insertDependants(connection, stored);
                        Traces.insert(connection, lines);
                    });
                    return answers(session, batch, firsts, inserted);
                }));
    }

    /** Commits, again if others were at work in the same place; notes what is in doubt if the connection breaks. */
    private List<Answer> watching(Collection<Entry> entries, Supplier<List<Answer>> commit) {
        try {
            return retrying(commit);
        } catch (LogUnavailableException e) {
            if (Database.inDoubt(e)) {
                node.doubt(handedOver(entries));
            }
            throw e;
        }
    }

    private List<Answer> answers(
            StatelessSession session, List<Entry> batch, Map<Key, Entry> firsts, Set<UUID> inserted) {
        boolean allNew = inserted.size() == batch.size();
        Map<Key, Earlier> earlier = allNew ? Map.of() : earlier(session, firsts, inserted);
        List<Answer> answers = new ArrayList<>(batch.size());
        List<TraceEvent> repeats = new ArrayList<>();
        Set<UUID> answered = new HashSet<>();
        for (Entry entry : batch) {
            if (inserted.contains(idOf(entry)) && answered.add(idOf(entry))) {
                answers.add(new Answer.Stored());
                continue;
            }
            Answer answer = repeat(entry, earlier.get(Key.of(entry.message())));
            if (answer instanceof Answer.Repeat repeat) {
                repeats.add(repeated(entry, repeat.earlier().id()));
            }
            answers.add(answer);
        }
        Traces.Lines lines = events.traces().lines(repeats);
        session.doWork(connection -> Traces.insert(connection, lines));
        return answers;
    }

    private static Answer repeat(Entry entry, @Nullable Earlier earlier) {
        if (earlier == null) {
            throw new LogUnavailableException(
                    "an earlier message of the same key was deleted at the same moment", new IllegalStateException());
        }
        boolean other = entry.fingerprint() != null
                && earlier.fingerprint() != null
                && !entry.fingerprint().equals(earlier.fingerprint());
        return other ? new Answer.KeyReused() : new Answer.Repeat(earlier.message());
    }

    private static TraceEvent repeated(Entry entry, MessageId earlier) {
        return new TraceEvent(
                TraceEvent.Type.MESSAGE_REPEATED,
                entry.message().receivedAt(),
                earlier,
                null,
                entry.message().channel(),
                Map.of());
    }

    /** What was in the log before, or comes earlier in the batch, under each key that is taken. */
    private Map<Key, Earlier> earlier(StatelessSession session, Map<Key, Entry> firsts, Set<UUID> inserted) {
        Map<Key, Earlier> earlier = new HashMap<>();
        Map<String, List<String>> taken = new HashMap<>();
        firsts.forEach((key, entry) -> {
            if (inserted.contains(idOf(entry))) {
                earlier.put(key, new Earlier(entry.message(), entry.fingerprint()));
            } else {
                taken.computeIfAbsent(key.channel(), channel -> new ArrayList<>())
                        .add(key.id());
            }
        });
        List<MessageRow> rows = new ArrayList<>();
        taken.forEach((channel, ids) -> rows.addAll(session.createSelectionQuery(
                        "from MessageRow where channel = :channel and externalId in :ids", MessageRow.class)
                .setParameter("channel", channel)
                .setParameterList("ids", ids)
                .getResultList()));
        reader.withFiles(session, rows.stream().map(row -> row.id).toList())
                .values()
                .forEach(found ->
                        earlier.put(Key.of(found.message()), new Earlier(found.message(), found.fingerprint())));
        return earlier;
    }

    private static List<UUID> handedOver(Collection<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.deliveries().stream())
                .filter(PlannedDelivery::handedOver)
                .map(delivery -> delivery.id().value())
                .toList();
    }

    private static UUID idOf(Entry entry) {
        return entry.message().id().value();
    }

    private record Earlier(Message message, @Nullable String fingerprint) {}

    /** What makes a message the same as another: channel and external id, or if it has none, nothing but its own id. */
    private record Key(String channel, String id, boolean external) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::external).thenComparing(Key::channel).thenComparing(Key::id);

        static Key of(Message message) {
            String external = message.said().externalId();
            return external == null
                    ? new Key("", message.id().toString(), false)
                    : new Key(message.channel().toString(), external, true);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
