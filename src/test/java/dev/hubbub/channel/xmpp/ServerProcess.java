package dev.hubbub.channel.xmpp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends the processes of servers. */
final class ServerProcess {
    private ServerProcess() {}

    static void kill(Process running) throws InterruptedException {
        running.destroyForcibly().waitFor();
    }

    /** In good order, if that does not take too long. */
    static void shutDown(Process running, Duration patience) throws InterruptedException {
        running.destroy();
        if (!running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill(running);
        }
    }
}
