package dev.hubbub.api;

import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.outbox.Outbox;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.util.List;
import java.util.Locale;

/** What is owed, for operators; and sending again what was given up. */
final class DeliveryOperations {
    private static final char LIST = 'd';

    private final DeliveryDesk desk;
    private final Outbox outbox;

    DeliveryOperations(DeliveryDesk desk, Outbox outbox) {
        this.desk = desk;
        this.outbox = outbox;
    }

    void register(Operations operations) {
        operations
                .waiting("listDeliveries", Failing.translated(this::list))
                .waiting("redriveDelivery", Failing.translated(this::redrive));
    }

    private Answer list(Call call) {
        int limit = call.number("limit");
        List<Delivery> read = desk.list(
                call.find("state")
                        .map(state -> DeliveryState.valueOf(state.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                call.find("channel").map(ChannelId::parse).orElse(null),
                call.find("cursor")
                        .map(cursor -> new DeliveryId(Cursor.id(LIST, cursor)))
                        .orElse(null),
                limit + 1);
        return Answer.ok(
                Page.of(read, limit, delivery -> Cursor.of(LIST, delivery.id().value()), Views::delivery));
    }

    private Answer redrive(Call call) {
        DeliveryDesk.Redriven redriven = desk.redrive(
                        new DeliveryId(call.id("id")), call.caller().principal())
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        Delivery delivery = redriven.delivery();
        if (!redriven.done()) {
            throw new ProblemException(Problem.of(
                    409,
                    "The delivery is " + Views.state(delivery.state())
                            + "; only one that is dead, uncertain or bounced can be sent again."));
        }
        outbox.wake(delivery.target().channel());
        return Answer.ok(Views.delivery(delivery));
    }
}
