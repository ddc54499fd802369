package dev.hubbub.web;

import dev.hubbub.security.Caller;
import dev.hubbub.security.RateLimit;
import dev.hubbub.security.TooBusyException;
import dev.hubbub.security.audit.Act;
import dev.hubbub.security.audit.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the contract marks with {@code x-audit}: whatever becomes of a call is in the audit log before the
 * caller is answered.
 */
final class Audited implements Operation.Waiting {
    private static final Pattern LITERAL_END = Pattern.compile("(/[^{}/]+)+$");

    /** Fields of a body whose values say what was done and are never secret; of all others the name is kept. */
    private static final List<String> TOLD = List.of("name", "id", "roles", "disabled", "enabled", "order", "title");

    private final String what;
    private final String path;
    private final Operation.Waiting operation;
    private final AuditLog log;
    private final RateLimit refusals;
    private final Clock clock;

    /**
     * @param what the act's name
     * @param path the operation's path as the contract has it
     * @param refusals bounds what callers without the role can add to the log
     */
    Audited(String what, String path, Operation.Waiting operation, AuditLog log, RateLimit refusals, Clock clock) {
        this.what = what;
        this.path = path;
        this.operation = operation;
        this.log = log;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public Answer answer(Call call) throws Exception {
        Answer answer;
        try {
            answer = operation.answer(call);
        } catch (Exception e) {
            addUndone(call, e);
            throw e;
        }
        add(call, target(call, answer), Act.Outcome.DONE, detail(call));
        return answer;
    }

    private void addUndone(Call call, Exception why) {
        Map<String, Object> detail = detail(call);
        boolean refused = why instanceof ProblemException || why instanceof TooBusyException;
        if (why instanceof ProblemException known) {
            detail.put("status", known.problem().status());
        }
        try {
            add(call, target(call, null), refused ? Act.Outcome.REFUSED : Act.Outcome.FAILED, detail);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    /** Notes that somebody tried whose role does not suffice; only so many a minute of each. */
    void refused(Caller caller, String address, String asked) {
        try {
            refusals.take(caller.principal(), 1);
        } catch (TooBusyException e) {
            return;
        }
        String target = asked.length() > 200 ? asked.substring(0, 200) : asked;
        log.add(new Act(
                clock.instant(),
                caller.principal(),
                address,
                what,
                target.substring(Math.min(target.length(), Contract.BASE.length() + 1)),
                Act.Outcome.REFUSED,
                Map.of("status", 403)));
    }

    private void add(Call call, @Nullable String target, Act.Outcome outcome, Map<String, Object> detail) {
        log.add(new Act(clock.instant(), call.caller().principal(), call.address(), what, target, outcome, detail));
    }

    /** What the path names, {@code users/ana}; what was made, where it names nothing; the caller, where nothing was. */
    private @Nullable String target(Call call, @Nullable Answer answer) {
        if (path.contains("{")) {
            String named = LITERAL_END.matcher(path).replaceFirst("").substring(1);
            for (String parameter : Contract.parameters(path)) {
                named = named.replace(
                        "{" + parameter + "}", call.find(parameter).orElse(""));
            }
            return named;
        }
        if (path.startsWith("/me")) {
            return call.caller().principal().replace("user:", "users/");
        }
        String made = answer == null ? null : answer.headers().get("Location");
        return made == null ? null : made.substring(Contract.BASE.length() + 1);
    }

    private static Map<String, Object> detail(Call call) {
        Map<String, Object> detail = new TreeMap<>();
        Map<String, Object> body = call.body();
        TOLD.stream().filter(body::containsKey).forEach(field -> detail.put(field, body.get(field)));
        List<String> others = body.keySet().stream()
                .filter(field -> !TOLD.contains(field))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            detail.put("fields", others);
        }
        return detail;
    }
}
