package dev.hubbub.web;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;

/**
 * What serves one operation of the contract. It is called when the caller is known, has the operation's role, and the
 * request fits the contract. Who may see which channel is the operation's own care.
 */
public sealed interface Operation {
    /** Serves a call and may wait for a database or a file meanwhile: runs on a thread of its own pool. */
    @FunctionalInterface
    non-sealed interface Waiting extends Operation {
        /**
         * Answers the call.
         *
         * @throws ProblemException if it cannot be answered as asked
         * @throws Exception anything else is logged and answered as 500
         */
        Answer answer(Call call) throws Exception;
    }

    /** Serves a call without ever waiting: runs on the event loop, the answer comes when it comes. */
    @FunctionalInterface
    non-sealed interface Prompt extends Operation {
        /**
         * Answers the call, sooner or later.
         *
         * @return the answer; a {@link ProblemException} in it is the answer, too
         * @throws ProblemException if it cannot be answered as asked
         */
        CompletionStage<Answer> answer(Call call);
    }

    /** Writes its response itself, as an endless stream does: runs on the event loop. */
    @FunctionalInterface
    non-sealed interface Open extends Operation {
        /** Takes the response over. */
        void serve(Call call, RoutingContext context);
    }
}
