package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.CommaList;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** What a route says of every message it brings in. */
@UriParams
public class ArrivalOptions {
    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether this route has proven who the sender is.")
    private boolean verified;

    @UriParam(label = "producer", description = "Tags for every message of this route, comma-separated.")
    private @Nullable String tags;

    @UriParam(
            label = "producer",
            enums = "low,normal,high,urgent",
            defaultValue = "normal",
            description = "Priority of every message of this route.")
    private String priority = "normal";

    @UriParam(
            label = "producer",
            description = "The channel that messages of this route are sent to, whatever the rules say.")
    private @Nullable String target;

    Set<Tag> tagSet() {
        return CommaList.words(tags).stream().map(Tag::parse).collect(Collectors.toSet());
    }

    Priority priorityValue() {
        return Priority.valueOf(priority.toUpperCase(Locale.ROOT));
    }

    List<Target> targetList() {
        return target == null ? List.of() : List.of(Target.of(ChannelId.parse(target)));
    }

    public boolean isVerified() {
        return verified;
    }

    public void setVerified(boolean verified) {
        this.verified = verified;
    }

    public @Nullable String getTags() {
        return tags;
    }

    public void setTags(@Nullable String tags) {
        this.tags = tags;
    }

    public String getPriority() {
        return priority;
    }

    public void setPriority(String priority) {
        this.priority = priority;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }
}
