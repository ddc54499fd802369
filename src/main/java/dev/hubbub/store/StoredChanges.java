package dev.hubbub.store;

import dev.hubbub.intake.MessageLog.Changed;
import dev.hubbub.message.Change;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Corrections and deletions. The message's row says what it says now; what it said before is a row of {@code revision},
 * until it is deleted.
 */
final class StoredChanges {
    /** By the network's ids the newest one counts: clients may count from 1 again after a restart. */
    private static final String CALLED = """
            select id from (
                select id from message where channel = ? and external_id = ?
                union select id from message where channel = ? and alias = ?
                union select message_id from revision where channel = ? and external_id = ?) named
            order by id desc limit 20
            """;

    private static final String MADE = "select message_id from revision where channel = ? and external_id = ?";

    private static final String LOCK = "select id from message where id = ? for update";

    private static final String REVISION = """
            insert into revision (id, message_id, change, at, author, channel, external_id, content)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (channel, external_id) where external_id is not null do nothing
            """;

    private static final String EDIT =
            "update message set content = ?, terms = ?::bigint[], edited_at = ? where id = ?";

    private static final String DELETE =
            "update message set content = ?, terms = '{}', edited_at = null, deleted_at = ? where id = ?";

    /** What was owed of the message itself; commands are not run again, and a story stays as it was told. */
    private static final String OWED = """
            select distinct on (channel, recipient) channel, recipient, format
            from delivery
            where message_id = ? and change is null and state not in ('dead', 'bounced')
              and channel not like 'command/%' and channel not like 'story/%'
            order by channel, recipient, id
            """;

    private static final String OWE = """
            insert into delivery (id, message_id, channel, recipient, format, state, attempts, due_at, updated_at, change)
            values (?, ?, ?, ?, ?, 'pending', 0, ?, ?, ?)
            """;

    private final Database database;
    private final StoredEvents events;
    private final Crypt crypt;
    private final MessageReader reader;

    StoredChanges(Database database, StoredEvents events) {
        this.database = database;
        this.events = events;
        this.crypt = database.crypt();
        this.reader = new MessageReader(crypt);
    }

    /** One change that is being made. */
    private record Making(
            StatelessSession session, MessageReader.Found found, Draft draft, Change change, Instant at, Ids ids) {
        UUID id() {
            return found.message().id().value();
        }

        boolean deletes() {
            return change.kind() == Change.Kind.DELETION;
        }
    }

    Changed change(Draft draft, Instant at, Ids ids) {
        database.requireRoom();
        Change change = Objects.requireNonNull(draft.change());
        Changed changed = database.inTransaction(session -> {
            MessageReader.@Nullable Found before = madeBefore(session, draft);
            if (before != null) {
                return new Changed.Repeat(before.message());
            }
            List<UUID> called = called(session, draft.channel(), change);
            for (UUID id : called) {
                MessageReader.@Nullable Found found = locked(session, id);
                if (found != null && isTheirs(found.message(), draft, change)) {
                    // before the commit: whoever hears of the change must not be told the text of before
                    events.recent().forget(found.message().id());
                    return made(new Making(session, found, draft, change, at, ids));
                }
            }
            return new Changed.Refused(
                    called.isEmpty() ? "there is no such message here" : "somebody else said that, or elsewhere");
        });
        if (changed instanceof Changed.Done) {
            events.committed();
        }
        return changed;
    }

    private MessageReader.@Nullable Found madeBefore(StatelessSession session, Draft draft) {
        String externalId = draft.externalId();
        List<UUID> ids = externalId == null
                ? List.of()
                : Query.ids(session, MADE, List.of(draft.channel().toString(), externalId));
        return reader.withFiles(session, ids).values().stream().findFirst().orElse(null);
    }

    private static boolean isTheirs(Message message, Draft draft, Change change) {
        return message.channel().equals(draft.channel())
                && (change.byRight() || message.sender().equals(draft.sender()));
    }

    private static List<UUID> called(StatelessSession session, ChannelId channel, Change change) {
        String on = channel.toString();
        List<UUID> ids =
                new ArrayList<>(Query.ids(session, CALLED, List.of(on, change.of(), on, change.of(), on, change.of())));
        try {
            ids.add(MessageId.parse(change.of()).value());
        } catch (IllegalArgumentException e) {
            return ids;
        }
        return ids;
    }

    private MessageReader.@Nullable Found locked(StatelessSession session, UUID id) {
        List<UUID> there = Query.ids(session, LOCK, List.of(id));
        return reader.withFiles(session, there).values().stream().findFirst().orElse(null);
    }

    private Changed made(Making making) {
        Message before = making.found().message();
        if (before.deletedAt() != null) {
            return making.deletes()
                    ? new Changed.Repeat(before)
                    : new Changed.Refused("the message was deleted before");
        }
        if (!revise(making)) {
            return new Changed.Repeat(before);
        }
        Message now = making.deletes() ? deleted(making) : edited(making);
        List<ChannelId> owed = owe(making);
        tell(making, owed.size());
        return new Changed.Done(now, Set.copyOf(owed));
    }

    /** Keeps what it said before; false if this very change was made before. */
    private boolean revise(Making making) {
        UUID id = making.ids().next();
        Draft draft = making.draft();
        Content before = Content.of(making.found().message().said(), null);
        byte @Nullable [] kept = making.deletes() || !making.found().whole()
                ? null
                : crypt.encrypt(id, "revision.content", Json.write(before));
        return Query.update(
                        making.session(),
                        REVISION,
                        Arrays.asList(
                                id,
                                making.id(),
                                DeliveryRow.write(making.change().kind()),
                                making.at(),
                                draft.sender().uri(),
                                draft.channel().toString(),
                                draft.externalId(),
                                kept))
                > 0;
    }

    private Message edited(Making making) {
        Message before = making.found().message();
        Draft draft = making.draft();
        Draft said = before.said()
                .edit()
                .text(draft.text())
                .html(draft.html())
                .links(draft.links())
                .subject(draft.subject() != null ? draft.subject() : before.subject())
                .build();
        Content content = Content.of(said, making.found().fingerprint());
        int unused = Query.update(
                making.session(),
                EDIT,
                List.of(
                        crypt.encrypt(making.id(), Content.COLUMN, Json.write(content)),
                        Sql.array(crypt.hashes(Words.of(said.subject(), said.text(), said.senderName()))),
                        making.at(),
                        making.id()));
        return changed(before, said, making.at(), null);
    }

    private Message deleted(Making making) {
        Message before = making.found().message();
        Draft said = before.said()
                .edit()
                .text("")
                .html(null)
                .links(List.of())
                .subject(null)
                .attachments(List.of())
                .build();
        StatelessSession session = making.session();
        byte[] content = crypt.encrypt(making.id(), Content.COLUMN, Json.write(Content.of(said, null)));
        int unusedMessage = Query.update(session, DELETE, List.of(content, making.at(), making.id()));
        int unusedFiles = Query.update(session, "delete from attachment where message_id = ?", List.of(making.id()));
        int unusedEarlier =
                Query.update(session, "update revision set content = null where message_id = ?", List.of(making.id()));
        return changed(before, said, null, making.at());
    }

    private static Message changed(
            Message before, Draft said, @Nullable Instant editedAt, @Nullable Instant deletedAt) {
        return new Message(
                before.id(),
                before.receivedAt(),
                said,
                before.assignees(),
                before.actionable(),
                before.actioned(),
                editedAt,
                deletedAt);
    }

    private record Owed(
            String channel,
            @Nullable String recipient,
            @Nullable String format) {}

    private static List<ChannelId> owe(Making making) {
        Set<Owed> targets = new LinkedHashSet<>();
        Query.each(
                making.session(),
                OWED,
                List.of(making.id()),
                row -> targets.add(new Owed(row.getString(1), row.getString(2), row.getString(3))));
        List<ChannelId> channels = new ArrayList<>();
        for (Owed target : targets) {
            int unused = Query.update(
                    making.session(),
                    OWE,
                    Arrays.asList(
                            making.ids().next(),
                            making.id(),
                            target.channel(),
                            target.recipient(),
                            target.format(),
                            making.at(),
                            making.at(),
                            DeliveryRow.write(making.change().kind())));
            channels.add(ChannelId.parse(target.channel()));
        }
        return channels;
    }

    private void tell(Making making, int deliveries) {
        TraceEvent.Type type = making.deletes() ? TraceEvent.Type.MESSAGE_DELETED : TraceEvent.Type.MESSAGE_EDITED;
        Message message = making.found().message();
        Traces.Lines lines = events.traces()
                .lines(List.of(new TraceEvent(
                        type,
                        making.at(),
                        message.id(),
                        null,
                        message.channel(),
                        Map.of("by", making.draft().sender().uri(), "deliveries", deliveries))));
        making.session().doWork(connection -> Traces.insert(connection, lines));
    }
}
