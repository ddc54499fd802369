package dev.hubbub.bot;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits for a commit on a thread that has nothing better to do. */
final class Waiting {
    private static final long SECONDS = 30;

    private Waiting() {}

    /** Waits for the end of a stage; what it failed with is thrown as it is. */
    static void on(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
