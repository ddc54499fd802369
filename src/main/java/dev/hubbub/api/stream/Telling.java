package dev.hubbub.api.stream;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.security.Permissions;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes what is told of what was recorded: fetches the messages, many at once, and puts the bytes together. */
final class Telling {
    private static final int PIECE = 64 * 1024;

    private final MessageArchive archive;
    private final Permissions permissions;

    Telling(MessageArchive archive, Permissions permissions) {
        this.archive = archive;
        this.permissions = permissions;
    }

    /** A page of events with their messages; may wait for the database. */
    List<Told> of(List<Recorded> page) {
        Map<MessageId, Kept> messages = messages(page);
        List<Told> told = new ArrayList<>(page.size());
        for (Recorded recorded : page) {
            MessageId message = recorded.event().message();
            boolean shown = message != null && showsMessage(recorded.event());
            told.add(new Told(recorded, shown ? messages.get(message) : null));
        }
        return told;
    }

    /** The messages that are shown; what was changed is read anew, whoever has changed it. */
    private Map<MessageId, Kept> messages(List<Recorded> page) {
        Set<MessageId> wanted = new LinkedHashSet<>();
        Set<MessageId> changed = new LinkedHashSet<>();
        for (Recorded recorded : page) {
            MessageId message = recorded.event().message();
            if (message != null && showsMessage(recorded.event())) {
                (isChange(recorded.event()) ? changed : wanted).add(message);
            }
        }
        wanted.removeAll(changed);
        List<Kept> found = new ArrayList<>(wanted.isEmpty() ? List.of() : archive.recall(wanted));
        found.addAll(changed.isEmpty() ? List.of() : archive.find(changed));
        return found.stream().collect(Collectors.toMap(kept -> kept.message().id(), kept -> kept, (a, b) -> a));
    }

    private static boolean isChange(TraceEvent event) {
        return event.type() == TraceEvent.Type.MESSAGE_EDITED || event.type() == TraceEvent.Type.MESSAGE_DELETED;
    }

    private static boolean showsMessage(TraceEvent event) {
        return switch (event.type()) {
            case MESSAGE_STORED, MESSAGE_EDITED, MESSAGE_DELETED, DELIVERY_SENT -> true;
            default -> false;
        };
    }

    /** What an audience hears of a page, in pieces of a size that a slow reader can be told by. */
    List<Buffer> pieces(List<Told> page, Audience audience) {
        List<Buffer> pieces = new ArrayList<>();
        Buffer piece = Buffer.buffer();
        for (Told told : page) {
            if (audience.hears(told.event(), permissions)) {
                piece.appendBytes(told.frame(audience.seesAll()));
                if (piece.length() >= PIECE) {
                    pieces.add(piece);
                    piece = Buffer.buffer();
                }
            }
        }
        if (piece.length() > 0) {
            pieces.add(piece);
        }
        return pieces;
    }
}
