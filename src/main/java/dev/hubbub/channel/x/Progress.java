package dev.hubbub.channel.x;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a text in several parts is out already, also after a restart: a further attempt goes on there. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration LIFE = Duration.ofDays(30);
    private static final int REMEMBERED = 1000;

    private final XMemory memory;
    private final Map<String, String> latest = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    });

    Progress(XMemory memory) {
        this.memory = memory;
    }

    /** Ids of the parts that are out. */
    List<String> of(String name) {
        String kept = latest.get(name);
        if (kept == null) {
            kept = memory.find(name).orElse("");
        }
        return kept.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(kept.split(" ", -1)));
    }

    /** One more is out. That it cannot be written down now is no reason to say that it is not. */
    void keep(String name, List<String> ids) {
        String all = String.join(" ", ids);
        latest.put(name, all);
        try {
            memory.keep(name, all, LIFE);
        } catch (RuntimeException e) {
            LOG.warn("how far a text in parts has come at X is only known until the hub stops: {}", e.toString());
        }
    }
}
