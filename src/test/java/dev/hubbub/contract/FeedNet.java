package dev.hubbub.contract;

import com.sun.net.httpserver.HttpServer;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A feed that the hub reads. */
final class FeedNet extends Net {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<Said> entries = new ArrayList<>();
    private final int port;

    FeedNet() throws Exception {
        super("feed", "feed/main", Can.NAME);
        server.createContext("/", call -> {
            byte[] body = feed().getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/atom+xml");
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        port = way(server.getAddress().getPort());
    }

    private synchronized String feed() {
        StringBuilder feed = new StringBuilder("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title>");
        for (int i = entries.size() - 1; i >= 0; i--) {
            Said entry = entries.get(i);
            feed.append("<entry><id>")
                    .append(entry.id())
                    .append("</id><title>")
                    .append(escaped(entry.subject().isEmpty() ? "no title" : entry.subject()))
                    .append("</title><author><name>Ana</name></author><content type=\"text\">")
                    .append(escaped(entry.text()))
                    .append("</content></entry>");
        }
        return feed.append("</feed>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with(Key.OUTSIDE_NETWORKS, "127.0.0.1")
                .with("feed.main.url", "http://127.0.0.1:" + port + "/news", "test")
                .with("feed.main.every", "1s", "test");
    }

    @Override
    boolean isSpokenTo() {
        return false;
    }

    @Override
    synchronized String say(Said said) {
        entries.add(said);
        return said.id();
    }

    @Override
    String arriving(String text) {
        return "no title\n" + text;
    }

    @Override
    String sender() {
        return "feed:main";
    }

    @Override
    void close() throws Exception {
        super.close();
        server.stop(0);
    }
}
