package dev.hubbub.api;

import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.security.Caller;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Messages as a caller may see them: those that arrived on a channel that the caller may read, and those that were
 * delivered to one.
 */
final class Reading {
    private static final Set<DeliveryState> SEEN =
            Set.of(DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ);

    private final MessageArchive archive;
    private final DeliveryDesk desk;
    private final Access access;

    Reading(MessageArchive archive, DeliveryDesk desk, Access access) {
        this.archive = archive;
        this.desk = desk;
        this.access = access;
    }

    /** Those of the messages that are there and that the caller may see. */
    List<Kept> visible(Caller caller, Collection<MessageId> ids) {
        return archive.find(ids).stream()
                .filter(kept -> maySee(caller, kept.message()))
                .toList();
    }

    /**
     * The message, if the caller may see it.
     *
     * @throws ProblemException 404
     */
    Kept visible(Caller caller, MessageId id) {
        return visible(caller, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    /** The deliveries of a message that the caller may see: those to channels that it may read. */
    List<Delivery> deliveries(Caller caller, MessageId id) {
        return desk.of(id).stream()
                .filter(delivery -> access.mayRead(caller, delivery.target().channel()))
                .toList();
    }

    private boolean maySee(Caller caller, Message message) {
        return access.mayRead(caller, message.channel())
                || deliveries(caller, message.id()).stream().anyMatch(delivery -> SEEN.contains(delivery.state()));
    }
}
