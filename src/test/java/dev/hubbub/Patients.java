package dev.hubbub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Ordinary callers who read and post, one thing after the other, and how long each has to wait. */
final class Patients {
    private static final int CALLERS = 4;

    private final Asking asking;

    Patients(Asking asking) {
        this.asking = asking;
    }

    /** How long the slowest hundredth waits, while something lasts and for a number of calls of each at least. */
    Duration p99(int calls, BooleanSupplier lasts) {
        List<Long> all = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.add(CompletableFuture.runAsync(() -> call(calls, lasts, all)));
        }
        callers.forEach(CompletableFuture::join);
        List<Long> sorted = all.stream().sorted().toList();
        return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
    }

    private void call(int calls, BooleanSupplier lasts, List<Long> all) {
        for (int i = 0; i < calls || lasts.getAsBoolean(); i++) {
            long begun = System.nanoTime();
            int status = i % 2 == 0
                    ? asking.get("/me").status()
                    : asking.post("/channels/shoutbox/team/messages", "{\"text\":\"all is well\"}")
                            .status();
            all.add(System.nanoTime() - begun);
            if (status != 200 && status != 201) {
                throw new IllegalStateException("an ordinary call is answered " + status);
            }
        }
    }
}
