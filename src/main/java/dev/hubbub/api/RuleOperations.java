package dev.hubbub.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.api.archive.RuleShelf;
import dev.hubbub.api.archive.RuleShelf.Made;
import dev.hubbub.config.FileState;
import dev.hubbub.message.Ids;
import dev.hubbub.rules.Rule;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.rules.RuleJson;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.Problem.FieldError;
import dev.hubbub.web.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules: all are shown, those made here can be changed; who changes one says which version of it they saw. */
final class RuleOperations {
    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,9})\"");

    private final RuleShelf shelf;
    private final RuleDesk desk;
    private final RuleBook book;
    private final Supplier<List<FileState>> files;
    private final Ids ids;

    RuleOperations(RuleShelf shelf, RuleDesk desk, RuleBook book, Supplier<List<FileState>> files, Ids ids) {
        this.shelf = shelf;
        this.desk = desk;
        this.book = book;
        this.files = files;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations
                .waiting("listRules", Failing.translated(this::list))
                .waiting("createRule", Failing.translated(this::create))
                .waiting("getRule", Failing.translated(this::get))
                .waiting("replaceRule", Failing.translated(this::replace))
                .waiting("deleteRule", Failing.translated(this::delete))
                .waiting("getRuleSchema", call -> Answer.bytes("application/schema+json", schema()))
                .waiting("listRuleFiles", call -> ruleFiles());
    }

    /** Schema {@code Rule}. */
    record RuleView(
            @Nullable UUID id,
            String name,
            String source,
            @Nullable String file,
            @Nullable Integer line,
            boolean enabled,
            @Nullable Integer order,
            Object when,
            Object then,
            @Nullable Integer version,
            @Nullable Instant updatedAt,
            @Nullable String updatedBy) {}

    /** Schema {@code RuleFile}. */
    record FileView(
            String file,
            String state,
            int rules,
            @Nullable Integer line,
            @Nullable String reason,
            Instant since) {}

    private Answer list(Call call) {
        desk.reload();
        List<RuleView> all = new ArrayList<>();
        for (Rule rule : book.current().rules()) {
            if (rule.origin() instanceof Rule.Origin.File file) {
                all.add(view(rule, file));
            }
        }
        desk.all().forEach(made -> all.add(view(made)));
        List<Map<String, Object>> failed = files.get().stream()
                .filter(file -> file.kind() == FileState.Kind.FAILED)
                .map(RuleOperations::failed)
                .toList();
        return Answer.ok(Map.of("items", all, "failed", failed));
    }

    private static Map<String, Object> failed(FileState file) {
        String reason = String.valueOf(file.reason());
        return file.line() == null
                ? Map.of("file", file.file(), "reason", reason)
                : Map.of("file", file.file(), "line", file.line(), "reason", reason);
    }

    private Answer create(Call call) {
        RuleShelf.Content content = content(call);
        Made made = shelf.create(ids.next(), content, call.caller().principal());
        desk.reload();
        return tagged(Answer.created("/api/v1/rules/" + made.id(), view(made)), made);
    }

    private Answer get(Call call) {
        Made made = find(call.id("id"));
        return tagged(Answer.ok(view(made)), made);
    }

    private Answer replace(Call call) {
        int version = version(call);
        RuleShelf.Content content = content(call);
        UUID id = find(call.id("id")).id();
        Made made =
                shelf.replace(id, version, content, call.caller().principal()).orElseThrow(RuleOperations::outOfDate);
        desk.reload();
        return tagged(Answer.ok(view(made)), made);
    }

    private Answer delete(Call call) {
        int version = version(call);
        if (!shelf.delete(find(call.id("id")).id(), version)) {
            throw outOfDate();
        }
        desk.reload();
        return Answer.nothing();
    }

    private Made find(UUID id) {
        return shelf.all().stream()
                .filter(made -> made.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    /** The version that the caller saw. */
    private static int version(Call call) {
        String etag = call.find("If-Match")
                .orElseThrow(() -> new ProblemException(
                        Problem.of(428, "Say in If-Match which version of the rule you saw (its ETag).")));
        Matcher matcher = ETAG.matcher(etag.strip());
        if (!matcher.matches()) {
            throw outOfDate();
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static ProblemException outOfDate() {
        return new ProblemException(
                Problem.of(412, "The rule was changed since you saw it, or is gone: look at it again."));
    }

    private static RuleShelf.Content content(Call call) {
        RuleDesk.Read read = RuleDesk.read(call.body());
        if (!read.problems().isEmpty()) {
            throw new ProblemException(Problem.unprocessable(read.problems().stream()
                    .map(problem -> new FieldError(pointer(problem.path()), problem.reason()))
                    .toList()));
        }
        return read.content();
    }

    /** {@code then[0].send} is {@code /then/0/send}. */
    static String pointer(String path) {
        return path.isEmpty()
                ? ""
                : "/" + path.replace("[", "/").replace("]", "").replace('.', '/');
    }

    private static Answer tagged(Answer answer, Made made) {
        return answer.header("ETag", '"' + String.valueOf(made.version()) + '"');
    }

    private static RuleView view(Rule rule, Rule.Origin.File file) {
        ObjectNode written = RuleJson.write(rule);
        return new RuleView(
                null,
                rule.name(),
                "file",
                file.name(),
                file.line(),
                rule.enabled(),
                null,
                written.get("when"),
                written.get("then"),
                null,
                null,
                null);
    }

    private static RuleView view(Made made) {
        Map<String, Object> rule = RuleDesk.map(made.content().json());
        return new RuleView(
                made.id(),
                made.content().name(),
                "database",
                null,
                null,
                made.content().enabled(),
                made.content().order(),
                rule.getOrDefault("when", Map.of()),
                rule.getOrDefault("then", List.of()),
                made.version(),
                made.updatedAt(),
                made.updatedBy());
    }

    private static byte[] schema() {
        try (InputStream schema = RuleOperations.class.getResourceAsStream("/rules.schema.json")) {
            if (schema == null) {
                throw new IllegalStateException("the schema of rules is missing from the jar");
            }
            return schema.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer ruleFiles() {
        return Answer.ok(Page.whole(files.get().stream()
                .filter(file -> file.kind() != FileState.Kind.REMOVED)
                .map(file -> new FileView(
                        file.file(),
                        file.kind() == FileState.Kind.ACTIVE ? "running" : "failed",
                        file.entries(),
                        file.line(),
                        file.reason(),
                        file.since()))
                .toList()));
    }
}
