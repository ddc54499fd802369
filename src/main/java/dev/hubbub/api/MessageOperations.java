package dev.hubbub.api;

import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.api.archive.Search;
import dev.hubbub.message.Address;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Tag;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.security.Caller;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.Problem.FieldError;
import dev.hubbub.web.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reading what was said, where it went and why. */
final class MessageOperations {
    private static final char LIST = 'm';

    private final MessageArchive archive;
    private final DeliveryDesk desk;
    private final Reading reading;
    private final Access access;

    MessageOperations(MessageArchive archive, DeliveryDesk desk, Reading reading, Access access) {
        this.archive = archive;
        this.desk = desk;
        this.reading = reading;
        this.access = access;
    }

    void register(Operations operations) {
        operations
                .waiting("listChannelMessages", Failing.translated(this::feed))
                .waiting("listMessages", Failing.translated(this::search))
                .waiting("getMessage", Failing.translated(this::get))
                .waiting("getMessageTrace", Failing.translated(this::trace))
                .waiting("listMessageDeliveries", Failing.translated(this::deliveries))
                .waiting("getAttachment", Failing.translated(this::attachment));
    }

    private Answer feed(Call call) {
        ChannelId channel = call.channel();
        access.requireReadable(call.caller(), channel);
        List<Kept> read = archive.feed(channel, before(call), call.number("limit") + 1);
        return Answer.ok(Page.of(read, call.number("limit"), MessageOperations::cursor, Views::feedItem));
    }

    private Answer search(Call call) {
        Search search = new Search(
                call.find("q").orElse(null),
                value(call, "channel", ChannelId::parse),
                value(call, "sender", Address::new),
                value(call, "tag", Tag::parse),
                call.time("from").orElse(null),
                call.time("to").orElse(null),
                access.readable(call.caller()),
                before(call));
        List<Kept> read = archive.search(search, call.number("limit") + 1);
        return Answer.ok(Page.of(read, call.number("limit"), MessageOperations::cursor, Views::message));
    }

    private Answer get(Call call) {
        return Answer.ok(Views.message(reading.visible(call.caller(), id(call))));
    }

    private Answer trace(Call call) {
        Caller caller = call.caller();
        Kept kept = reading.visible(caller, id(call));
        List<Views.TraceView> events = desk.trace(id(call)).stream()
                .filter(event -> maySee(caller, event))
                .map(event -> Views.trace(event, access.seesAll(caller) ? event.detail() : own(caller, event.detail())))
                .toList();
        List<Views.DeliveryView> deliveries = reading.deliveries(caller, id(call)).stream()
                .map(Views::delivery)
                .toList();
        return Answer.ok(Map.of("message", Views.message(kept), "events", events, "deliveries", deliveries));
    }

    private boolean maySee(Caller caller, TraceEvent event) {
        return event.delivery() == null || event.channel() == null || access.mayRead(caller, event.channel());
    }

    /** What a trace's detail says about the channels that the caller may read. */
    private Map<String, Object> own(Caller caller, Map<String, Object> detail) {
        return Details.without(detail, channel -> !access.mayRead(caller, channel));
    }

    private Answer deliveries(Call call) {
        reading.visible(call.caller(), id(call));
        return Answer.ok(Page.whole(reading.deliveries(call.caller(), id(call)).stream()
                .map(Views::delivery)
                .toList()));
    }

    private Answer attachment(Call call) {
        Kept kept = reading.visible(call.caller(), id(call));
        UUID wanted = call.id("attachment");
        Attachment attachment = archive.attachment(kept.message().id(), wanted)
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        String name =
                URLEncoder.encode(attachment.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Answer.bytes("application/octet-stream", attachment.content())
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + name)
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static MessageId id(Call call) {
        return new MessageId(call.id("id"));
    }

    private static String cursor(Kept kept) {
        return Cursor.of(LIST, kept.message().id().value());
    }

    private static @Nullable MessageId before(Call call) {
        return call.find("cursor")
                .map(cursor -> new MessageId(Cursor.id(LIST, cursor)))
                .orElse(null);
    }

    private static <T> @Nullable T value(Call call, String name, Function<String, T> reader) {
        try {
            return call.find(name).map(reader).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.invalid(List.of(new FieldError("query." + name, "cannot be read: is it spelt right?"))));
        }
    }
}
