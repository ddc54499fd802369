package dev.hubbub.api;

import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.api.archive.Search;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import dev.hubbub.rules.DryRun;
import dev.hubbub.rules.Rule;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.rules.RuleFiles;
import dev.hubbub.rules.RuleSet;
import dev.hubbub.rules.Verdict;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.Problem.FieldError;
import dev.hubbub.web.ProblemException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What would rules do? To a pasted message, or to a stretch of the log; nothing is stored or sent. */
final class DryRunOperation {
    private static final int STRETCH = 100;

    private final RuleBook book;
    private final MessageArchive archive;
    private final Bypass bypass;
    private final Clock clock;

    DryRunOperation(RuleBook book, MessageArchive archive, DeliveryDesk desk, Clock clock) {
        this.book = book;
        this.archive = archive;
        this.bypass = new Bypass(desk);
        this.clock = clock;
    }

    void register(Operations operations) {
        operations.waiting("dryRunRules", Failing.translated(this::run));
    }

    /** Schema {@code DryRun}. */
    record Asked(
            @Nullable Pasted message,
            @Nullable Stretch log,
            @Nullable String rules) {}

    /** A pasted message. */
    record Pasted(
            String channel,
            String sender,
            String text,
            @Nullable String subject,
            @Nullable List<String> tags,
            @Nullable String priority,
            @Nullable Boolean verified,
            @Nullable String at) {}

    /** A stretch of the log. */
    record Stretch(
            @Nullable String channel,
            @Nullable String from,
            @Nullable String to,
            @Nullable Integer limit) {}

    /** Which message was tried. */
    record TriedView(
            @Nullable String id,
            String channel,
            String sender,
            String text,
            @Nullable Instant receivedAt) {}

    /** A rule that matches. */
    record MatchView(String rule, @Nullable String file, List<String> why, List<String> did) {}

    /** Something that would be sent. */
    record SendView(
            String channel,
            @Nullable String recipient,
            String text,
            @Nullable String rule) {}

    /** Something that would be held back. */
    record HeldView(String channel, String rule, String reason) {}

    /** All about one message. */
    record ResultView(TriedView message, List<MatchView> matches, List<SendView> send, List<HeldView> suppressed) {}

    /** Schema {@code DryRunResult}. */
    record RunView(int examined, long matched, List<ResultView> results) {}

    private Answer run(Call call) {
        Asked asked = call.body(Asked.class);
        if ((asked.message() == null) == (asked.log() == null)) {
            throw refused("", "give either a message or a stretch of the log");
        }
        RuleSet rules = asked.rules() == null ? book.current() : parse(asked.rules());
        List<ResultView> results =
                asked.message() != null ? List.of(pasted(rules, asked.message())) : log(rules, asked.log());
        long matched =
                results.stream().filter(result -> !result.matches().isEmpty()).count();
        return Answer.ok(new RunView(results.size(), matched, results));
    }

    private static RuleSet parse(String text) {
        RuleFiles.Parsed parsed = RuleFiles.parse("rules", text);
        if (!parsed.problems().isEmpty()) {
            throw new ProblemException(Problem.unprocessable(parsed.problems().stream()
                    .map(problem -> new FieldError("/rules", problem.toString()))
                    .toList()));
        }
        return new RuleSet(parsed.rules());
    }

    private ResultView pasted(RuleSet rules, Pasted message) {
        Instant at = message.at() == null ? clock.instant() : time("/message/at", message.at());
        Draft draft;
        try {
            draft = Draft.builder(ChannelId.parse(message.channel()), new Address(message.sender()), message.text())
                    .subject(message.subject())
                    .tags(
                            message.tags() == null
                                    ? Set.of()
                                    : message.tags().stream().map(Tag::parse).collect(Collectors.toSet()))
                    .priority(
                            message.priority() == null
                                    ? Priority.NORMAL
                                    : Priority.valueOf(message.priority().toUpperCase(Locale.ROOT)))
                    .verified(Boolean.TRUE.equals(message.verified()))
                    .build();
        } catch (IllegalArgumentException e) {
            throw refused("/message", String.valueOf(e.getMessage()));
        }
        TriedView tried = new TriedView(null, message.channel(), message.sender(), message.text(), null);
        return result(tried, DryRun.of(rules, draft, at));
    }

    private List<ResultView> log(RuleSet rules, @Nullable Stretch stretch) {
        if (stretch == null) {
            return List.of();
        }
        Search search = Search.of(
                stretch.channel() == null ? null : ChannelId.parse(stretch.channel()),
                stretch.from() == null ? null : time("/log/from", stretch.from()),
                stretch.to() == null ? null : time("/log/to", stretch.to()));
        List<ResultView> results = new ArrayList<>();
        for (Kept kept : archive.search(search, stretch.limit() == null ? STRETCH : stretch.limit())) {
            if (kept.unreadable()) {
                continue;
            }
            Draft said = kept.message().said();
            TriedView tried = new TriedView(
                    kept.message().id().toString(),
                    said.channel().toString(),
                    said.sender().uri(),
                    said.text(),
                    kept.message().receivedAt());
            ResultView result =
                    result(tried, DryRun.of(rules, said, kept.message().receivedAt()));
            results.add(result.matches().isEmpty() ? result : asked(kept, result));
        }
        return results;
    }

    /** The result, unless rules are not asked about this message at all. */
    private ResultView asked(Kept kept, ResultView result) {
        return bypass.of(kept.message().id())
                .map(why -> new ResultView(
                        result.message(),
                        List.of(),
                        List.of(),
                        result.send().stream()
                                .map(one -> new HeldView(one.channel(), String.valueOf(one.rule()), why))
                                .toList()))
                .orElse(result);
    }

    private static ResultView result(TriedView tried, DryRun run) {
        List<MatchView> matches = new ArrayList<>();
        for (Verdict.Match match : run.verdict().matches()) {
            String file = match.origin() instanceof Rule.Origin.File from ? from.toString() : null;
            matches.add(new MatchView(match.rule(), file, match.why(), match.did()));
        }
        List<SendView> send = run.sendings().stream()
                .map(one -> new SendView(
                        one.target().channel().toString(), recipient(one.target()), one.text(), one.rule()))
                .toList();
        List<HeldView> held = run.verdict().suppressed().stream()
                .map(one -> new HeldView(one.target().channel().toString(), one.rule(), one.why()))
                .toList();
        return new ResultView(tried, matches, send, held);
    }

    private static @Nullable String recipient(Target target) {
        return target.recipient() == null ? null : target.recipient().uri();
    }

    private static Instant time(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused(field, "is no time (RFC 3339)");
        }
    }

    private static ProblemException refused(String field, String reason) {
        return new ProblemException(Problem.unprocessable(field, reason));
    }
}
