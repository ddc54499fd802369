package dev.hubbub.api;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.StoryShelf;
import dev.hubbub.message.Address;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Link;
import dev.hubbub.message.Message;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.TraceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things look as JSON: the schemas of the contract, as records. What is null is left out. */
public final class Views {
    private Views() {}

    /** Schema {@code Message}; with {@code via} it is a {@code FeedItem}. */
    public record MessageView(
            String id,
            String channel,
            String sender,
            @Nullable String senderName,
            String senderShown,
            @Nullable String subject,
            String text,
            @Nullable String html,
            List<Link> links,
            List<FileView> attachments,
            List<String> tags,
            @Nullable Instant sentAt,
            Instant receivedAt,
            @Nullable String externalId,
            @Nullable String inReplyTo,
            String priority,
            boolean verified,
            List<String> assignees,
            boolean actionable,
            boolean actioned,
            @Nullable Instant editedAt,
            @Nullable Instant deletedAt,
            @Nullable Boolean unreadable,
            @Nullable String via) {}

    /** Schema {@code Attachment}. */
    public record FileView(String id, String name, String mediaType, int size, String href) {}

    /** Schema {@code Delivery}. */
    public record DeliveryView(
            String id,
            String message,
            String channel,
            @Nullable String recipient,
            String state,
            int attempts,
            @Nullable Instant dueAt,
            @Nullable String externalId,
            @Nullable String reason,
            @Nullable String change,
            Instant updatedAt) {}

    /** Schema {@code TraceEvent}. */
    public record TraceView(
            String type,
            Instant at,
            @Nullable String delivery,
            @Nullable String channel,
            Map<String, Object> detail) {}

    /** Schema {@code Story}. */
    public record StoryView(String id, String title, String text, String source, Instant createdAt) {}

    /** A message as it is stored. */
    public static MessageView message(Kept kept) {
        return message(kept, null);
    }

    /** A message as it is seen on a channel's feed. */
    public static MessageView feedItem(Kept kept) {
        return message(kept, kept.message().channel().toString());
    }

    private static MessageView message(Kept kept, @Nullable String via) {
        Message message = kept.message();
        Draft said = message.said();
        return new MessageView(
                message.id().toString(),
                said.channel().toString(),
                said.sender().uri(),
                said.senderName(),
                message.senderShown(),
                said.subject(),
                said.text(),
                said.html(),
                said.links(),
                files(kept),
                said.tags().stream().sorted().map(Tag::toString).toList(),
                said.sentAt(),
                message.receivedAt(),
                Draft.isKey(said.externalId()) ? null : said.externalId(),
                said.inReplyTo() == null ? null : said.inReplyTo().toString(),
                priority(said.priority()),
                said.verified(),
                message.assignees().stream().map(Address::uri).sorted().toList(),
                message.actionable(),
                message.actioned(),
                message.editedAt(),
                message.deletedAt(),
                kept.unreadable() ? true : null,
                via);
    }

    private static List<FileView> files(Kept kept) {
        String base = "/api/v1/messages/" + kept.message().id() + "/attachments/";
        return kept.files().stream()
                .map(file -> new FileView(
                        file.id().toString(), file.name(), file.mediaType(), file.size(), base + file.id()))
                .toList();
    }

    /** A delivery. */
    public static DeliveryView delivery(Delivery delivery) {
        return new DeliveryView(
                delivery.id().toString(),
                delivery.message().toString(),
                delivery.target().channel().toString(),
                text(delivery.target().recipient()),
                state(delivery.state()),
                delivery.attempts(),
                delivery.state() == DeliveryState.PENDING ? delivery.dueAt() : null,
                delivery.externalId(),
                delivery.reason(),
                delivery.change() == null ? null : delivery.change().name().toLowerCase(Locale.ROOT),
                delivery.updatedAt());
    }

    /** A line of a trace. */
    static TraceView trace(TraceEvent event, Map<String, Object> detail) {
        return new TraceView(
                event.type().wireName(), event.at(), text(event.delivery()), text(event.channel()), detail);
    }

    static StoryView story(StoryShelf.Kept story) {
        return new StoryView(story.id().toString(), story.title(), story.text(), story.source(), story.createdAt());
    }

    static String state(DeliveryState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String priority(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
