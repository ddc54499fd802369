package dev.hubbub.store;

import dev.hubbub.intake.MessageLog.Name;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Target;
import dev.hubbub.outbox.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The names of messages, in {@code message.external_id} and {@code delivery.external_id}. */
public final class StoredNames implements Names {
    /** The ids that a target gave may have been cut where they were kept. */
    private static final String KNOWN = """
            select u.channel, u.id, m.id
            from unnest(?, ?) as u (channel, id)
            join message m on m.channel = u.channel and m.external_id = u.id
            union all
            select u.channel, u.id, m.id
            from unnest(?, ?) as u (channel, id)
            join message m on m.channel = u.channel and m.alias = u.id
            union all
            select u.channel, u.id, r.message_id
            from unnest(?, ?) as u (channel, id)
            join revision r on r.channel = u.channel and r.external_id = u.id
            union all
            select u.channel, u.id, d.message_id
            from unnest(?, ?) as u (channel, id)
            join delivery d on d.channel = u.channel and d.external_id = left(u.id, 500)
            union all
            select u.channel, u.id::text, d.message_id
            from unnest(?, ?) as u (channel, id)
            join delivery d on d.channel = u.channel and d.id = u.id
            """;

    private static final String SENT = """
            select id, coalesce(external_id, id::text) from delivery
            where message_id = ? and channel = ? and coalesce(recipient, '') = ?
              and change is null and state in ('sent', 'delivered', 'read', 'uncertain')
            order by id desc limit 1
            """;

    private final Database database;
    private final MessageReader reader;

    public StoredNames(Database database) {
        this.database = database;
        this.reader = new MessageReader(database.crypt());
    }

    /** The messages that go by these names. */
    Map<Name, MessageId> known(Collection<Name> names) {
        String[] channels =
                names.stream().map(name -> name.channel().toString()).toArray(String[]::new);
        String[] ids = names.stream().map(Name::externalId).toArray(String[]::new);
        List<Name> own = names.stream().filter(name -> isId(name.externalId())).toList();
        String[] ownChannels =
                own.stream().map(name -> name.channel().toString()).toArray(String[]::new);
        UUID[] ownIds =
                own.stream().map(name -> UUID.fromString(name.externalId())).toArray(UUID[]::new);
        return database.inTransaction(session -> {
            Map<Name, MessageId> known = new HashMap<>();
            Query.each(
                    session,
                    KNOWN,
                    List.of(channels, ids, channels, ids, channels, ids, channels, ids, ownChannels, ownIds),
                    row -> known.putIfAbsent(
                            new Name(ChannelId.parse(row.getString(1)), row.getString(2)),
                            new MessageId(row.getObject(3, UUID.class))));
            return known;
        });
    }

    /** What is not written as the hub writes ids is none of its own. */
    private static boolean isId(String text) {
        try {
            return DeliveryId.parse(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Optional<Known> of(MessageId message, Target target) {
        return database.inTransaction(session -> {
            List<MessageRow> rows = reader.rows(session, List.of(message.value()));
            Map<MessageId, MessageReader.Found> found = reader.withoutFiles(session, rows);
            MessageReader.@Nullable Found one = found.get(message);
            return one == null ? Optional.empty() : known(session, one.message(), target);
        });
    }

    private static Optional<Known> known(StatelessSession session, Message message, Target target) {
        String recipient = target.recipient() == null ? "" : target.recipient().uri();
        Known[] sent = new Known[1];
        Query.each(
                session,
                SENT,
                Arrays.asList(message.id().value(), target.channel().toString(), recipient),
                row -> sent[0] = new Known(row.getString(2), new DeliveryId(row.getObject(1, UUID.class)), message));
        return sent[0] != null ? Optional.of(sent[0]) : arrived(message, target);
    }

    /** Who speaks to the hub alone knows what he said, and nobody else does. */
    private static Optional<Known> arrived(Message message, Target target) {
        Draft said = message.said();
        boolean fromThere = said.channel().equals(target.channel())
                && (target.recipient() == null
                        || target.recipient().equals(said.replyTo())
                        || target.recipient().equals(said.sender()));
        String externalId = said.externalId();
        return fromThere && externalId != null && !Draft.isKey(externalId)
                ? Optional.of(new Known(externalId, null, message))
                : Optional.empty();
    }
}
