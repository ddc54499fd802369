package dev.hubbub.message;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message as it arrives at the hub, before it has been accepted.
 *
 * @param channel where it arrived
 * @param sender who claims to have said it
 * @param senderName how the network shows the sender (nick, name, number), or null
 * @param replyTo where an answer to just this sender goes on the same channel, or null where the channel is a room
 * @param subject or null
 * @param text what was said, plain; may be empty only if there are attachments
 * @param html the same as HTML, or null
 * @param links stretches of the text that lead somewhere
 * @param attachments files
 * @param tags what it is tied to so far
 * @param sentAt when the sender's side says it was said, or null
 * @param timeZone the sender's time zone (IANA name), where the network tells, or null
 * @param externalId the network's own id; the same id twice on one channel is one message. Null: never a repeat
 * @param inReplyTo the message it answers, or null
 * @param answered names of the message it answers, as the channel's network gives them; the first that is known counts
 * @param alias a second id by which the network may name it in answers and changes, or null
 * @param change what it is about an earlier message, or null if it is one of its own
 * @param priority how much it presses
 * @param verified whether the sender was proven
 * @param hops how many hubs or bridges it has passed
 * @param visited channels it has been on before it came to this one; it never goes back there
 * @param explicitTargets deliveries owed whatever the rules say: replies of the bot. Rules are left alone if there are any
 */
public record Draft(
        ChannelId channel,
        Address sender,
        @Nullable String senderName,
        @Nullable Address replyTo,
        @Nullable String subject,
        String text,
        @Nullable String html,
        List<Link> links,
        List<Attachment> attachments,
        Set<Tag> tags,
        @Nullable Instant sentAt,
        @Nullable String timeZone,
        @Nullable String externalId,
        @Nullable MessageId inReplyTo,
        List<String> answered,
        @Nullable String alias,
        @Nullable Change change,
        Priority priority,
        boolean verified,
        int hops,
        Set<ChannelId> visited,
        List<Target> explicitTargets) {

    /** A message that has passed so many hubs or bridges goes no further. */
    public static final int MOST_HOPS = 8;

    /** Begins external ids that a caller of the API made up to be able to repeat himself; no network knows them. */
    public static final String KEY = "idem:";

    /** Whether an external id was made of a caller's key. */
    public static boolean isKey(@Nullable String externalId) {
        return externalId != null && externalId.startsWith(KEY);
    }

    public Draft {
        links = List.copyOf(links);
        attachments = List.copyOf(attachments);
        tags = Set.copyOf(tags);
        answered = List.copyOf(answered);
        visited = Set.copyOf(visited);
        explicitTargets = List.copyOf(explicitTargets);
    }

    /** Where it is from and how long it is; never what was said, so that no log shows it. */
    @Override
    public String toString() {
        return "Draft[" + channel + " " + sender + (externalId == null ? "" : " " + externalId) + ", " + text.length()
                + " characters]";
    }

    /** A draft with only what every message has. */
    public static Draft of(ChannelId channel, Address sender, String text) {
        return new Builder(channel, sender, text).build();
    }

    public static Builder builder(ChannelId channel, Address sender, String text) {
        return new Builder(channel, sender, text);
    }

    /** A builder that starts from this draft. */
    public Builder edit() {
        Builder b = new Builder(channel, sender, text);
        b.senderName = senderName;
        b.replyTo = replyTo;
        b.subject = subject;
        b.html = html;
        b.links = links;
        b.attachments = attachments;
        b.tags = tags;
        b.sentAt = sentAt;
        b.timeZone = timeZone;
        b.externalId = externalId;
        b.inReplyTo = inReplyTo;
        b.answered = answered;
        b.alias = alias;
        b.change = change;
        b.priority = priority;
        b.verified = verified;
        b.hops = hops;
        b.visited = visited;
        b.explicitTargets = explicitTargets;
        return b;
    }

    /** Collects a draft piece by piece. */
    public static final class Builder {
        private ChannelId channel;
        private Address sender;
        private String text;
        private @Nullable String senderName;
        private @Nullable Address replyTo;
        private @Nullable String subject;
        private @Nullable String html;
        private List<Link> links = List.of();
        private List<Attachment> attachments = List.of();
        private Set<Tag> tags = Set.of();
        private @Nullable Instant sentAt;
        private @Nullable String timeZone;
        private @Nullable String externalId;
        private @Nullable MessageId inReplyTo;
        private List<String> answered = List.of();
        private @Nullable String alias;
        private @Nullable Change change;
        private Priority priority = Priority.NORMAL;
        private boolean verified;
        private int hops;
        private Set<ChannelId> visited = Set.of();
        private List<Target> explicitTargets = List.of();

        private Builder(ChannelId channel, Address sender, String text) {
            this.channel = channel;
            this.sender = sender;
            this.text = text;
        }

        public Builder channel(ChannelId value) {
            channel = value;
            return this;
        }

        public Builder sender(Address value) {
            sender = value;
            return this;
        }

        public Builder text(String value) {
            text = value;
            return this;
        }

        public Builder senderName(@Nullable String value) {
            senderName = value;
            return this;
        }

        public Builder replyTo(@Nullable Address value) {
            replyTo = value;
            return this;
        }

        public Builder subject(@Nullable String value) {
            subject = value;
            return this;
        }

        public Builder html(@Nullable String value) {
            html = value;
            return this;
        }

        public Builder links(List<Link> value) {
            links = value;
            return this;
        }

        public Builder attachments(List<Attachment> value) {
            attachments = value;
            return this;
        }

        public Builder tags(Set<Tag> value) {
            tags = value;
            return this;
        }

        public Builder sentAt(@Nullable Instant value) {
            sentAt = value;
            return this;
        }

        public Builder timeZone(@Nullable String value) {
            timeZone = value;
            return this;
        }

        public Builder externalId(@Nullable String value) {
            externalId = value;
            return this;
        }

        public Builder inReplyTo(@Nullable MessageId value) {
            inReplyTo = value;
            return this;
        }

        public Builder answered(List<String> value) {
            answered = value;
            return this;
        }

        public Builder alias(@Nullable String value) {
            alias = value;
            return this;
        }

        public Builder change(@Nullable Change value) {
            change = value;
            return this;
        }

        public Builder priority(Priority value) {
            priority = value;
            return this;
        }

        public Builder verified(boolean value) {
            verified = value;
            return this;
        }

        public Builder hops(int value) {
            hops = value;
            return this;
        }

        public Builder visited(Set<ChannelId> value) {
            visited = value;
            return this;
        }

        public Builder explicitTargets(List<Target> value) {
            explicitTargets = value;
            return this;
        }

        public Draft build() {
            return new Draft(
                    channel,
                    sender,
                    senderName,
                    replyTo,
                    subject,
                    text,
                    html,
                    links,
                    attachments,
                    tags,
                    sentAt,
                    timeZone,
                    externalId,
                    inReplyTo,
                    answered,
                    alias,
                    change,
                    priority,
                    verified,
                    hops,
                    visited,
                    explicitTargets);
        }
    }
}
