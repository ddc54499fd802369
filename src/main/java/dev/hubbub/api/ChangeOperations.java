package dev.hubbub.api;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.intake.Intake;
import dev.hubbub.intake.Submission;
import dev.hubbub.message.Change;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.parser.PlainHtml;
import dev.hubbub.security.Caller;
import dev.hubbub.security.RateLimit;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Correcting and deleting what was said: by who said it, and by operators. */
final class ChangeOperations {
    private final Intake intake;
    private final Access access;
    private final Reading reading;
    private final RateLimit rate;

    ChangeOperations(Intake intake, Access access, Reading reading, RateLimit rate) {
        this.intake = intake;
        this.access = access;
        this.reading = reading;
        this.rate = rate;
    }

    void register(Operations operations) {
        operations
                .waiting("editMessage", Failing.translated(this::edit))
                .waiting("deleteMessage", Failing.translated(this::delete));
    }

    private Answer edit(Call call) throws InterruptedException {
        Message message = changeable(call);
        if (message.deletedAt() != null) {
            throw new ProblemException(Problem.of(409, "The message was deleted."));
        }
        Map<String, Object> body = call.body();
        String text = String.valueOf(body.get("text"));
        if (text.isBlank() && message.attachments().isEmpty()) {
            throw new ProblemException(Problem.unprocessable("/text", "a message needs a text or an attachment"));
        }
        Draft draft = draft(call.caller(), message, text, Change.Kind.CORRECTION)
                .subject(text(body, "subject"))
                .html(PlainHtml.clean(text(body, "html")))
                .build();
        return Answer.ok(Views.message(reading.visible(call.caller(), submitted(call, draft))));
    }

    private Answer delete(Call call) throws InterruptedException {
        Message message = changeable(call);
        if (message.deletedAt() == null) {
            MessageId unused = submitted(
                    call,
                    draft(call.caller(), message, "", Change.Kind.DELETION).build());
        }
        return Answer.nothing();
    }

    /** The message, if the caller may see it, and it is his own or he may change others'. */
    private Message changeable(Call call) {
        Caller caller = call.caller();
        Kept kept = reading.visible(caller, new MessageId(call.id("id")));
        Message message = kept.message();
        boolean own = message.sender().equals(caller.address()) && access.mayWrite(caller, message.channel());
        if (!own && !access.seesAll(caller)) {
            throw new ProblemException(Problem.forbidden("Only who said it, or an operator, may change it."));
        }
        return kept.files().isEmpty() ? message : message.saying(withFiles(kept));
    }

    private static Draft withFiles(Kept kept) {
        return kept.message()
                .said()
                .edit()
                .attachments(kept.files().stream()
                        .map(file -> dev.hubbub.message.Attachment.named(
                                file.id(), file.name(), file.mediaType(), file.size()))
                        .toList())
                .build();
    }

    private static Draft.Builder draft(Caller caller, Message message, String text, Change.Kind kind) {
        return Draft.builder(message.channel(), caller.address(), text)
                .change(new Change(kind, message.id().toString(), true))
                .attachments(message.attachments())
                .verified(true);
    }

    private MessageId submitted(Call call, Draft draft) throws InterruptedException {
        rate.take(call.caller().principal(), 1);
        try {
            return intake.submit(Submission.of(draft))
                    .toCompletableFuture()
                    .get()
                    .message()
                    .id();
        } catch (ExecutionException e) {
            throw Failing.ofIntake(e, "");
        }
    }

    private static @Nullable String text(Map<String, Object> body, String field) {
        return body.get(field) instanceof String text ? text : null;
    }
}
