package dev.hubbub.contract;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.sandbox.XPosts;
import dev.hubbub.sandbox.XSandbox;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** X, where ana posts and mentions the hub. */
final class XNet extends Net {
    private final XSandbox x;
    private final int port;
    private final AtomicInteger instead = new AtomicInteger();

    XNet() throws Exception {
        super("x", "x/main", Can.ANSWER, Can.ANSWERS, Can.RETRACTS);
        x = XSandbox.start(0);
        port = way(x.port());
        x.interfere(new Limits(instead));
    }

    @Override
    Settings configure(Settings settings) {
        return x.applyTo(settings).with(Key.X_URL, "http://127.0.0.1:" + port).with(Key.X_POLL, "1s");
    }

    @Override
    String say(Said said) {
        return x.posts()
                .post("ana", arriving(said.text()), said.answers().isEmpty() ? null : said.answers())
                .id();
    }

    @Override
    String arriving(String text) {
        return "@hubbub " + text;
    }

    @Override
    String sender() {
        return "x:ana";
    }

    @Override
    boolean refuse() {
        instead.set(403);
        return true;
    }

    @Override
    boolean limit() {
        instead.set(429);
        return true;
    }

    @Override
    int longest() {
        return 280;
    }

    @Override
    List<Seen> seen() {
        return x.posts().all().stream()
                .filter(post -> post.author().equals("1000"))
                .map(XNet::seen)
                .toList();
    }

    private static Seen seen(XPosts.Post post) {
        String answers = post.answers();
        return new Seen(post.id(), post.text(), "", answers == null ? "" : answers, "", "");
    }

    @Override
    void close() throws Exception {
        super.close();
        x.close();
    }

    /** Answers the next post as X does when there were too many, or when it does not want it. */
    private static final class Limits extends Filter {
        private final AtomicInteger instead;

        Limits(AtomicInteger instead) {
            this.instead = instead;
        }

        @Override
        public void doFilter(HttpExchange call, Chain chain) throws IOException {
            boolean posts = call.getRequestMethod().equals("POST")
                    && call.getRequestURI().getPath().equals("/2/tweets");
            int status = posts ? instead.getAndSet(0) : 0;
            if (status > 0) {
                long reset = Instant.now().getEpochSecond() + 1;
                call.getResponseHeaders().set("x-rate-limit-reset", Long.toString(reset));
                call.sendResponseHeaders(status, -1);
                call.close();
            } else {
                chain.doFilter(call);
            }
        }

        @Override
        public String description() {
            return "limits posts";
        }
    }
}
