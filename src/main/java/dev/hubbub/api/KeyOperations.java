package dev.hubbub.api;

import dev.hubbub.api.archive.KeyDesk;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys that messages are encrypted under, for admins: how they stand, and changing them. */
final class KeyOperations {
    private final KeyDesk desk;

    KeyOperations(KeyDesk desk) {
        this.desk = desk;
    }

    void register(Operations operations) {
        operations
                .waiting("getKeys", Failing.translated(call -> Answer.ok(view(desk.status()))))
                .waiting("rotateKeys", Failing.translated(this::rotate));
    }

    /** Schema {@code Keys}. */
    record KeysView(
            String state,
            boolean configured,
            List<KeyDesk.Key> keys,
            long done,
            long total,
            long unreadable,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** What the body may hold. */
    record Wish(@Nullable Boolean abandonUnreadable) {}

    private Answer rotate(Call call) {
        boolean abandon = Boolean.TRUE.equals(call.body(Wish.class).abandonUnreadable());
        try {
            return Answer.accepted(view(desk.rotate(abandon)));
        } catch (KeyDesk.RefusedException e) {
            throw new ProblemException(Problem.of(409, Objects.toString(e.getMessage())));
        }
    }

    private static KeysView view(KeyDesk.Status status) {
        return new KeysView(
                status.state().name().toLowerCase(Locale.ROOT),
                status.configured(),
                status.keys(),
                status.done(),
                status.total(),
                status.unreadable(),
                status.startedAt(),
                status.finishedAt());
    }
}
