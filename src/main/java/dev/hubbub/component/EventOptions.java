package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.CommaList;
import dev.hubbub.message.TraceEvent;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Which events a route hears of, and whether it misses none while it is off. */
@UriParams
public class EventOptions {
    @UriParam(label = "consumer", description = "Of events: which types, comma-separated; none: all.")
    private @Nullable String types;

    @UriParam(
            label = "consumer",
            description = "Of events: kinds of channels of whose events this route hears nothing, comma-separated.")
    private @Nullable String except;

    @UriParam(
            label = "consumer",
            description =
                    "Of events: a name under which the hub remembers in its database how far this route has come. It then"
                            + " misses nothing that happens while it is off, and what it fails at is tried again.")
    private @Nullable String remember;

    /** The types of events that are told; all where none is named. */
    Set<TraceEvent.Type> typeSet() {
        Set<TraceEvent.Type> named =
                CommaList.words(types).stream().map(TraceEvent.Type::ofWireName).collect(Collectors.toSet());
        return named.isEmpty() ? EnumSet.allOf(TraceEvent.Type.class) : named;
    }

    /** Whether an event is of a channel that this route does not want to hear of. */
    boolean isExcepted(TraceEvent event) {
        ChannelId channel = event.channel();
        return channel != null && CommaList.words(except).stream().anyMatch(channel.kind()::equals);
    }

    public @Nullable String getTypes() {
        return types;
    }

    public void setTypes(@Nullable String types) {
        this.types = types;
    }

    public @Nullable String getExcept() {
        return except;
    }

    public void setExcept(@Nullable String except) {
        this.except = except;
    }

    public @Nullable String getRemember() {
        return remember;
    }

    public void setRemember(@Nullable String remember) {
        this.remember = remember;
    }
}
