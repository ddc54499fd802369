package dev.hubbub.api;

import dev.hubbub.intake.Intake;
import dev.hubbub.intake.Submission;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import dev.hubbub.security.Caller;
import dev.hubbub.security.RateLimit;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.Problem.FieldError;
import dev.hubbub.web.ProblemException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Sending something over a channel to see whether it gets there: the hub's own words, to this channel alone, whatever the rules say. */
final class TestOperation {
    private final Intake intake;
    private final Access access;
    private final RateLimit rate;

    TestOperation(Intake intake, Access access, RateLimit rate) {
        this.intake = intake;
        this.access = access;
        this.rate = rate;
    }

    void register(Operations operations) {
        operations.waiting("sendTest", Failing.translated(this::send));
    }

    private Answer send(Call call) throws InterruptedException {
        Caller caller = call.caller();
        ChannelDirectory.Entry channel = access.visible(caller, call.channel());
        if (!channel.out()) {
            throw new ProblemException(Problem.of(409, "Nothing can be sent over " + channel.id() + " just now."));
        }
        Target target = new Target(channel.id(), recipient(call), null);
        rate.take(caller.principal(), 1);
        Draft draft = Draft.builder(ChannelId.HUB, Address.BOT, text(call, caller, channel.id()))
                .explicitTargets(List.of(target))
                .build();
        try {
            return PostOperations.answer(intake.submit(new Submission(draft, null))
                    .toCompletableFuture()
                    .get());
        } catch (ExecutionException e) {
            throw Failing.ofIntake(e, "");
        }
    }

    private static String text(Call call, Caller caller, ChannelId channel) {
        return call.body().get("text") instanceof String given
                ? given
                : "This is a test of " + channel + ", sent by " + caller.name() + ".";
    }

    private static @Nullable Address recipient(Call call) {
        if (!(call.body().get("recipient") instanceof String given)) {
            return null;
        }
        try {
            return new Address(given);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.unprocessable(List.of(new FieldError("/recipient", "is no address"))));
        }
    }
}
