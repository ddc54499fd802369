package dev.hubbub.api;

import dev.hubbub.api.archive.UnreadableException;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.web.Operation;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the hub's own failures mean to a caller. */
final class Failing {
    private static final Duration OVERLOADED = Duration.ofSeconds(1);
    private static final Duration LOG_AWAY = Duration.ofSeconds(5);

    private Failing() {}

    /** The operation, answering 503 while the database is away. */
    static Operation.Waiting translated(Operation.Waiting operation) {
        return call -> {
            try {
                return operation.answer(call);
            } catch (LogUnavailableException e) {
                throw new ProblemException(away());
            } catch (UnreadableException e) {
                throw new ProblemException(Problem.of(500, Objects.toString(e.getMessage()))
                        .typed("unreadable", "This cannot be decrypted"));
            }
        };
    }

    /**
     * A failure of intake as a problem; what is no business of the caller's stays as it is.
     *
     * @param at where the message stands in the body, as a JSON pointer
     */
    static RuntimeException ofIntake(Throwable failure, String at) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable cause = wrapped && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof IntakeException.Refused refused) {
            return new ProblemException(
                    Problem.unprocessable(at + "/" + refused.field(), Objects.toString(refused.getMessage())));
        }
        if (cause instanceof IntakeException.KeyReused) {
            return new ProblemException(
                    Problem.unprocessable("header.Idempotency-Key", "was used before for another message")
                            .typed("key-reused", "The key was used for something else"));
        }
        if (cause instanceof IntakeException.Overloaded) {
            return new ProblemException(
                    Problem.busy("The hub takes no more messages just now; try again in a moment.", OVERLOADED));
        }
        if (cause instanceof LogUnavailableException) {
            return new ProblemException(away());
        }
        return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
    }

    private static Problem away() {
        return Problem.busy(
                "The hub's database is away just now. With a key, it is safe to send the same again.", LOG_AWAY);
    }
}
