package dev.hubbub.intake;

import dev.hubbub.commit.GroupCommit;
import dev.hubbub.message.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way into the hub: takes drafts, has them parsed, tagged and matched, and answers when they are committed, with all
 * that is owed because of them, in one transaction. It never accepts more than may wait: beyond that it refuses, or
 * makes its caller wait, so that the source is slowed and nothing is dropped.
 */
public final class Intake implements AutoCloseable {
    private static final CompletableFuture<?> NOBODY = CompletableFuture.completedFuture(null);

    private final Limits limits;
    private final Planner planner;
    private final GroupCommit<Planned, Written> commits;
    private final FileRoom room;

    /**
     * Bounds of intake.
     *
     * @param queue messages that may wait for their commit
     * @param batch messages that commit together at most
     * @param maxText longest text, in characters
     * @param files how many files a message may bring, and how large they may be
     */
    public record Limits(int queue, int batch, int maxText, FileLimits files) {}

    public Intake(Limits limits, Planner planner, Writer writer) {
        this.limits = limits;
        this.planner = planner;
        this.commits = new GroupCommit<>("hubbub-intake", limits.queue(), limits.batch(), writer::write);
        this.room = new FileRoom(limits.files().waiting());
    }

    /** How many files a message may bring, and how large they may be. */
    public FileLimits fileLimits() {
        return limits.files();
    }

    /** Messages that wait for their commit. */
    public int waiting() {
        return commits.waiting();
    }

    /** As {@link #submit(Submission, Duration)}, refusing at once if there is no room. */
    public CompletionStage<Accepted> submit(Submission submission) {
        return submit(submission, Duration.ZERO);
    }

    /**
     * Takes a message in.
     *
     * @param patience how long the caller may be made to wait for room; the wait is what slows the source
     * @return completes once the message is durable; fails with {@link IntakeException} if it was refused, with {@link
     *     LogUnavailableException} if the database is away. Either way nothing of it is stored then
     */
    public CompletionStage<Accepted> submit(Submission submission, Duration patience) {
        if (submission.draft().attachments().isEmpty()) {
            return plan(submission)
                    .thenCompose(planned -> enqueue(planned, patience))
                    .thenApply(Intake::accepted);
        }
        FileRoom.Place place = room.take(submission.draft().attachments(), patience);
        return place.keptUntil(inRoom(submission, place)
                .thenCompose(planned -> enqueue(planned, patience))
                .thenApply(Intake::accepted));
    }

    /** As {@link #submitAll(List, Duration)}, refusing at once what there is no room for. */
    public List<CompletionStage<Accepted>> submitAll(List<Submission> submissions) {
        return submitAll(submissions, Duration.ZERO);
    }

    /**
     * Takes many messages in, which are stored in their order: parsers may work on them side by side, but none is put
     * into the queue before the one ahead of it. If one cannot be stored now, those behind it are not stored either, so that
     * all can come again in their order; one that is refused for good keeps up nobody.
     *
     * @return an answer for each, as {@link #submit(Submission, Duration)} gives it
     */
    public List<CompletionStage<Accepted>> submitAll(List<Submission> submissions, Duration patience) {
        List<CompletionStage<Accepted>> answers = new ArrayList<>(submissions.size());
        CompletionStage<Way> ahead = CompletableFuture.completedFuture(new Way(NOBODY));
        for (Submission submission : submissions) {
            FileRoom.Place place = room.take(submission.draft().attachments(), patience);
            CompletionStage<Way> before = ahead;
            CompletionStage<Queued> queued = inRoom(submission, place)
                    .thenCombine(before, (planned, one) -> new Queued(enqueue(planned, patience, one.answer())));
            ahead = queued.handle(Intake::way).thenCombine(before, (own, earlier) -> own.orElse(earlier));
            answers.add(place.keptUntil(queued.thenCompose(Queued::answer).thenApply(Intake::accepted)));
        }
        return answers;
    }

    /** The answer to come of one that is in the queue. */
    private record Queued(CompletableFuture<Written> answer) {}

    /** What whoever comes next has to wait for. */
    private record Way(CompletableFuture<?> answer) {}

    /** One that is refused for good is in nobody's way. */
    private static Optional<Way> way(@Nullable Queued queued, @Nullable Throwable failure) {
        if (queued != null) {
            return Optional.of(new Way(queued.answer()));
        }
        Throwable why = failure == null || failure.getCause() == null ? failure : failure.getCause();
        return why == null || why instanceof IntakeException.Refused
                ? Optional.empty()
                : Optional.of(new Way(CompletableFuture.failedFuture(why)));
    }

    private CompletionStage<Planned> inRoom(Submission submission, FileRoom.Place place) {
        return place.taken() ? plan(submission) : CompletableFuture.failedFuture(new IntakeException.Overloaded());
    }

    private CompletionStage<Planned> plan(Submission submission) {
        try {
            Drafts.check(submission.draft(), limits);
        } catch (IntakeException.Refused e) {
            return CompletableFuture.failedFuture(e);
        }
        return planner.plan(submission);
    }

    /** As {@link #submit(Submission)} for a draft without a fingerprint. */
    public CompletionStage<Accepted> submit(Draft draft) {
        return submit(Submission.of(draft), Duration.ZERO);
    }

    private static Accepted accepted(Written written) {
        MessageLog.Answer answer = written.answer();
        if (answer instanceof MessageLog.Answer.KeyReused) {
            throw new IntakeException.KeyReused();
        }
        if (answer instanceof MessageLog.Answer.Refused refused) {
            throw new IntakeException.Refused("message", refused.reason());
        }
        if (answer instanceof MessageLog.Answer.Failed failed) {
            throw failed.why();
        }
        if (answer instanceof MessageLog.Answer.Altered altered) {
            return new Accepted(altered.now(), false);
        }
        return answer instanceof MessageLog.Answer.Repeat repeat
                ? new Accepted(repeat.earlier(), true)
                : new Accepted(written.message(), false);
    }

    private CompletableFuture<Written> enqueue(Planned planned, Duration patience) {
        return enqueue(planned, patience, NOBODY);
    }

    private CompletableFuture<Written> enqueue(Planned planned, Duration patience, CompletableFuture<?> ahead) {
        @Nullable CompletableFuture<Written> answer;
        try {
            answer = commits.offer(planned, patience, ahead);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = null;
        }
        return answer != null ? answer : CompletableFuture.failedFuture(new IntakeException.Overloaded());
    }

    @Override
    public void close() {
        commits.close();
        planner.close();
    }
}
