package dev.hubbub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.hubbub.api.archive.RuleShelf;
import dev.hubbub.api.archive.RuleShelf.Made;
import dev.hubbub.config.Problem;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.rules.Rule;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.rules.RuleFiles;
import dev.hubbub.web.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rules that were made on the page into force: at the start, after each change here, and soon after a change
 * by another hub on the same database.
 */
public final class RuleDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleDesk.class);
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final long LOOK_SECONDS = 10;

    private final RuleShelf shelf;
    private final RuleBook book;
    private final ScheduledExecutorService clockwork;
    private List<Made> inForce = List.of();

    public RuleDesk(RuleShelf shelf, RuleBook book) {
        this.shelf = shelf;
        this.book = book;
        this.clockwork = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "hubbub-rules");
            made.setDaemon(true);
            return made;
        });
    }

    /** Reads the rules before it returns, and looks for changes from then on. */
    public void start() {
        reload();
        var unused = clockwork.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** All rules that were made here, in their order. */
    synchronized List<Made> all() {
        return inForce;
    }

    /** Puts the rules of the database in force. */
    synchronized void reload() {
        List<Made> all = List.copyOf(shelf.all());
        if (all.equals(inForce)) {
            return;
        }
        List<Rule> rules = new ArrayList<>();
        for (Made made : all) {
            RuleFiles.Parsed parsed =
                    RuleFiles.parseOne(made.id().toString(), made.content().json());
            if (parsed.rules().isEmpty()) {
                LOG.warn("rule {} is not understood any more and does not count: {}", made.id(), parsed.problems());
            }
            rules.addAll(parsed.rules());
        }
        book.replaceDatabaseRules(rules);
        inForce = all;
    }

    private void look() {
        try {
            reload();
        } catch (LogUnavailableException e) {
            LOG.debug("rules cannot be looked at just now: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.warn("rules cannot be brought into force", e);
        }
    }

    /**
     * A rule of the body of a request.
     *
     * @param problems what is wrong with it; empty if it is right
     */
    record Read(RuleShelf.Content content, List<Problem> problems) {}

    static Read read(Map<String, Object> body) {
        boolean enabled = !Boolean.FALSE.equals(body.get("enabled"));
        int order = body.get("order") instanceof Number number ? number.intValue() : 1000;
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", body.get("name"));
        rule.put("when", body.get("when"));
        rule.put("then", body.get("then"));
        rule.put("enabled", enabled);
        try {
            String json = Json.MAPPER.writeValueAsString(rule);
            List<Problem> problems = RuleFiles.parseOne("", json).problems();
            return new Read(new RuleShelf.Content(String.valueOf(body.get("name")), enabled, order, json), problems);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body of JSON cannot be written as JSON", e);
        }
    }

    static Map<String, Object> map(String json) {
        try {
            return Json.MAPPER.readValue(json, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored rule is no JSON", e);
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
