package dev.hubbub.component;

import dev.hubbub.intake.Accepted;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.intake.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The way in for many messages at once: they are stored in their order, by as few commits as hold them. What the hub never takes is
 * passed over, and the header {@link Headers#REFUSED} says what and why; if there is something that it does not take now, the
 * exchange fails, and what was behind that is not stored either, so that all can come again in their order.
 */
final class BatchProducer {
    private final HubPorts ports;
    private final Function<Exchange, @Nullable Submission> reader;

    /** @param reader makes what is to be stored of an exchange; null if nothing is; throws what is wrong with it */
    BatchProducer(HubPorts ports, Function<Exchange, @Nullable Submission> reader) {
        this.ports = ports;
        this.reader = reader;
    }

    /** Whether a body is what this way takes. */
    static boolean isOne(@Nullable Object body) {
        return body instanceof List<?> list && list.stream().allMatch(Exchange.class::isInstance);
    }

    /** Completes when all that can be stored is, and the exchange says what became of it. */
    CompletionStage<Void> submit(Exchange batch) {
        List<Exchange> taken = new ArrayList<>();
        List<Submission> submissions = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Object part : batch.getMessage().getBody(List.class)) {
            Exchange one = (Exchange) part;
            try {
                Submission submission = reader.apply(one);
                if (submission != null) {
                    taken.add(one);
                    submissions.add(submission);
                }
            } catch (IllegalArgumentException | IntakeException.Refused e) {
                refused.add(line(one, e));
            }
        }
        List<CompletableFuture<Accepted>> answers = ports.intake().submitAll(submissions, ports.patience()).stream()
                .map(CompletionStage::toCompletableFuture)
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .handle((unused, failure) -> {
                    for (int i = 0; i < answers.size(); i++) {
                        finish(batch, taken.get(i), answers.get(i), refused);
                    }
                    if (!refused.isEmpty()) {
                        batch.getMessage().setHeader(Headers.REFUSED, String.join("\n", refused));
                    }
                    return null;
                });
    }

    private static void finish(Exchange batch, Exchange one, CompletableFuture<Accepted> answer, List<String> refused) {
        Throwable failure = answer.handle((accepted, why) -> {
                    if (accepted != null) {
                        one.getMessage()
                                .setHeader(
                                        Headers.MESSAGE_ID,
                                        accepted.message().id().toString());
                    }
                    return why == null || why.getCause() == null ? why : why.getCause();
                })
                .join();
        if (failure instanceof IntakeException.Refused || failure instanceof IntakeException.KeyReused) {
            refused.add(line(one, failure));
        } else if (failure != null && batch.getException() == null) {
            batch.setException(failure);
        }
    }

    private static String line(Exchange one, Throwable why) {
        return one.getMessage().getHeader(Headers.EXTERNAL_ID, "", String.class) + ": " + why.getMessage();
    }
}
