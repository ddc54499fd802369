package dev.hubbub.message;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing somebody said, as the hub accepted it. It is stored once, however many channels it goes to.
 *
 * @param id its name
 * @param receivedAt when the hub accepted it
 * @param said what was said, where and by whom, after parsers and rules had their say
 * @param assignees who is to see to it
 * @param actionable whether somebody is to do something about it
 * @param actioned whether that was done
 * @param editedAt when it was last corrected, or null
 * @param deletedAt since when its text is gone, or null
 */
public record Message(
        MessageId id,
        Instant receivedAt,
        Draft said,
        Set<Address> assignees,
        boolean actionable,
        boolean actioned,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {

    public Message {
        assignees = Set.copyOf(assignees);
    }

    /** A message that nobody has changed. */
    public Message(
            MessageId id,
            Instant receivedAt,
            Draft said,
            Set<Address> assignees,
            boolean actionable,
            boolean actioned) {
        this(id, receivedAt, said, assignees, actionable, actioned, null, null);
    }

    /** The same message with other content: as it is shown to one target. */
    public Message saying(Draft other) {
        return new Message(id, receivedAt, other, assignees, actionable, actioned, editedAt, deletedAt);
    }

    public ChannelId channel() {
        return said.channel();
    }

    public Address sender() {
        return said.sender();
    }

    /** How to show the sender where there is room for one word: the network's name, else the address's own part. */
    public String senderShown() {
        String name = said.senderName();
        return name != null ? name : said.sender().shown();
    }

    public @Nullable String subject() {
        return said.subject();
    }

    public String text() {
        return said.text();
    }

    public Set<Tag> tags() {
        return said.tags();
    }

    public List<Attachment> attachments() {
        return said.attachments();
    }

    /** The same with its files named only, as it waits to be delivered. */
    public Message withoutBytes() {
        return attachments().isEmpty()
                ? this
                : saying(said.edit()
                        .attachments(
                                attachments().stream().map(Attachment::named).toList())
                        .build());
    }
}
