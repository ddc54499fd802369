package dev.hubbub.channel;

import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** A consumer that takes things in as long as its route runs; a route that pauses has ended it, as one that stops has. */
public abstract class OpenConsumer extends DefaultConsumer {
    protected OpenConsumer(Endpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    protected abstract void begin() throws Exception;

    /** Also called where it has not begun, or has ended. */
    protected abstract void end() throws Exception;

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        begin();
    }

    @Override
    protected void doSuspend() throws Exception {
        end();
    }

    @Override
    protected void doResume() throws Exception {
        doStart();
    }

    @Override
    protected void doStop() throws Exception {
        end();
        super.doStop();
    }
}
