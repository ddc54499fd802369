package dev.hubbub;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part that is being made by a thread of its own, as nothing waits for it yet; so a start uses more than one core. */
final class Ahead<T extends AutoCloseable> implements AutoCloseable {
    private final FutureTask<T> making;

    private Ahead(FutureTask<T> making) {
        this.making = making;
    }

    /** Begins. */
    static <T extends AutoCloseable> Ahead<T> of(String name, Callable<T> maker) {
        FutureTask<T> making = new FutureTask<>(maker);
        Thread thread = new Thread(making, "start-" + name);
        thread.setDaemon(true);
        thread.start();
        return new Ahead<>(making);
    }

    /**
     * The part, once it is made.
     *
     * @throws Exception what its maker threw
     */
    T get() throws Exception {
        try {
            return making.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Closes the part; one still in the making is closed when it is made. */
    @Override
    public void close() {
        try {
            making.get().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // nothing was made, and whoever needed it was told why
            return;
        } catch (Exception e) {
            throw new IllegalStateException(e.toString(), e);
        }
    }
}
