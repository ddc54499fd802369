package dev.hubbub.channel.x;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code from: x:mentions}, {@code x:search?query=…}, {@code x:messages}; {@code to: x:post}, {@code x:message}.
 *
 * <p>What comes in has the headers of the hub's list: sender as {@code x:HANDLE}, what it answers, when it was written. {@code
 * x:post} posts the body, as an answer if it answers something, and takes posts back; {@code x:message} sends it to the
 * delivery's recipient alone.
 */
final class XEndpoint extends DefaultEndpoint {
    private final X x;
    private final String what;
    private final String query;

    XEndpoint(String uri, XComponent component, X x, String what, String query) {
        super(uri, component);
        this.x = x;
        this.what = what;
        this.query = query;
    }

    @Override
    public Producer createProducer() {
        return switch (what) {
            case "post" -> new XProducer(this, new Posting(x));
            case "message" -> new XProducer(this, new Messaging(x));
            default ->
                throw new IllegalArgumentException("x:" + what + " does not write: there are x:post and x:message");
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Source source = switch (what) {
            case "mentions" -> new Source.Mentions(x);
            case "search" -> new Source.Search(x, query.isEmpty() ? x.settings().query() : query);
            case "messages" -> new Source.Messages(x);
            default ->
                throw new IllegalArgumentException(
                        "x:" + what + " does not read: there are x:mentions, x:search and x:messages");
        };
        XConsumer consumer = new XConsumer(this, x, source, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** What this one is, for threads and logs. */
    String what() {
        return what;
    }
}
