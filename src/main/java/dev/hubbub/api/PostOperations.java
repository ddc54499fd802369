package dev.hubbub.api;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hubbub.api.archive.Kept;
import dev.hubbub.intake.Accepted;
import dev.hubbub.intake.Intake;
import dev.hubbub.intake.Submission;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Ids;
import dev.hubbub.message.MessageId;
import dev.hubbub.security.Caller;
import dev.hubbub.security.RateLimit;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Json;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.Problem.FieldError;
import dev.hubbub.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Saying something on a channel: the answer comes after the commit, and nothing waits meanwhile. */
final class PostOperations {
    private static final TypeReference<List<Map<String, Object>>> BODIES = new TypeReference<>() {};

    private final Intake intake;
    private final Access access;
    private final Reading reading;
    private final Executor readers;
    private final RateLimit rate;
    private final Ids ids;

    /** @param readers where what waits for the database is done; may refuse when too much waits */
    PostOperations(Intake intake, Access access, Reading reading, Executor readers, RateLimit rate, Ids ids) {
        this.intake = intake;
        this.access = access;
        this.reading = reading;
        this.readers = readers;
        this.rate = rate;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations.prompt("postMessage", this::post);
        operations.waiting("postMessages", Failing.translated(this::postMany));
    }

    private CompletionStage<Answer> post(Call call) {
        ChannelId channel = call.channel();
        access.requireWritable(call.caller(), channel);
        List<FieldError> errors = new ArrayList<>();
        Submission submission = submission(
                call.caller(),
                channel,
                call.body(),
                call.find("Idempotency-Key").orElse(null),
                "",
                errors);
        refuse(errors);
        rate.take(call.caller().principal(), 1);
        CompletionStage<Void> checked = submission.draft().inReplyTo() == null
                ? CompletableFuture.completedFuture(null)
                : onReader(() -> checkAnswered(call.caller(), List.of(submission), ""));
        return checked.thenCompose(unused -> intake.submit(submission)).handle((accepted, failure) -> {
            if (failure != null) {
                throw Failing.ofIntake(failure, "");
            }
            return answer(accepted);
        });
    }

    private CompletionStage<Void> onReader(Runnable work) {
        try {
            return CompletableFuture.runAsync(work, readers);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(Problem.busy("Too many requests are waiting.", Duration.ofSeconds(1)));
        }
    }

    /** What was taken, as a message. */
    static Answer answer(Accepted accepted) {
        Answer answer = Answer.created(
                "/api/v1/messages/" + accepted.message().id(), Views.message(Kept.of(accepted.message())));
        return accepted.repeat() ? answer.header("Idempotency-Replayed", "true") : answer;
    }

    private Answer postMany(Call call) throws InterruptedException {
        ChannelId channel = call.channel();
        access.requireWritable(call.caller(), channel);
        List<FieldError> errors = new ArrayList<>();
        List<Submission> submissions = new ArrayList<>();
        List<Map<String, Object>> bodies = Json.MAPPER.convertValue(call.body().get("messages"), BODIES);
        for (Map<String, Object> body : bodies) {
            String at = "/messages/" + submissions.size();
            submissions.add(submission(call.caller(), channel, body, null, at, errors));
        }
        refuse(errors);
        rate.take(call.caller().principal(), submissions.size());
        checkAnswered(call.caller(), submissions, "/messages/");
        return new Answer(201, Page.whole(stored(intake.submitAll(submissions))), Map.of());
    }

    private static List<Map<String, Object>> stored(List<CompletionStage<Accepted>> answers)
            throws InterruptedException {
        List<Map<String, Object>> stored = new ArrayList<>();
        for (CompletionStage<Accepted> answer : answers) {
            try {
                Accepted accepted = answer.toCompletableFuture().get();
                stored.add(Map.of("id", accepted.message().id().toString(), "replayed", accepted.repeat()));
            } catch (ExecutionException e) {
                throw Failing.ofIntake(e, "/messages/" + stored.size());
            }
        }
        return stored;
    }

    private Submission submission(
            Caller caller,
            ChannelId channel,
            Map<String, Object> body,
            @Nullable String key,
            String at,
            List<FieldError> errors) {
        NewMessage message = NewMessage.read(body);
        int target = 0;
        for (ChannelId one : message.targets()) {
            if (!access.isTarget(caller, one)) {
                errors.add(
                        new FieldError(at + "/to/" + target + "/channel", "there is no such channel, or not for you"));
            }
            target++;
        }
        return message.submission(channel, caller, body, key, ids, at, errors);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.unprocessable(errors));
        }
    }

    /** What is answered must be there and be readable for the caller. */
    private void checkAnswered(Caller caller, List<Submission> submissions, String at) {
        Map<MessageId, Integer> answered = new LinkedHashMap<>();
        for (int i = 0; i < submissions.size(); i++) {
            MessageId id = submissions.get(i).draft().inReplyTo();
            if (id != null) {
                answered.putIfAbsent(id, i);
            }
        }
        if (answered.isEmpty()) {
            return;
        }
        reading.visible(caller, answered.keySet())
                .forEach(kept -> answered.remove(kept.message().id()));
        List<FieldError> errors = new ArrayList<>();
        answered.values()
                .forEach(i -> errors.add(new FieldError(
                        (at.isEmpty() ? "" : at + i) + "/inReplyTo", "there is no such message, or not for you")));
        refuse(errors);
    }
}
