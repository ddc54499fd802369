package dev.hubbub;

import dev.hubbub.config.FileState;
import dev.hubbub.events.EventLog;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.routes.RouteFile;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events of what happens to files, so that pages see it. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final EventLog events;
    private final Clock clock;

    Announcer(EventLog events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void ruleFile(FileState state) {
        announce("rules", state.file(), state.kind(), state.line(), state.reason());
    }

    void channelFile(FileState state) {
        announce("channels", state.file(), state.kind(), state.line(), state.reason());
    }

    void parserFile(FileState state) {
        announce("parsers", state.file(), state.kind(), state.line(), state.reason());
    }

    void routeFile(RouteFile file) {
        announce("routes", file.name(), file.state(), file.line(), file.reason());
    }

    private void announce(String folder, String file, Enum<?> state, @Nullable Integer line, @Nullable String reason) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("folder", folder);
        detail.put("file", file);
        detail.put("state", state.name().toLowerCase(Locale.ROOT));
        if (line != null) {
            detail.put("line", line);
        }
        if (reason != null) {
            detail.put("reason", reason);
        }
        try {
            events.append(new TraceEvent(TraceEvent.Type.FILE_STATE, clock.instant(), null, null, null, detail));
        } catch (LogUnavailableException e) {
            LOG.warn("the state of {} cannot be announced: {}", file, e.getMessage());
        }
    }
}
