package dev.hubbub.channel.feed;

import dev.hubbub.channel.feed.FeedSettings.Shown;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers readers of the feeds that the hub writes. Who knows the feed's secret may read it; it is compared and not shown. */
final class Showing {
    private static final int MOST = 50;
    private static final int ETAG_BYTES = 16;
    private static final String BEARER = "Bearer ";

    private final Feeds.Shelf shelf;
    private final String publicUrl;
    private final String generator;

    Showing(Feeds.Shelf shelf, String publicUrl, String generator) {
        this.shelf = shelf;
        this.generator = generator;
        this.publicUrl =
                publicUrl.isBlank() ? "http://localhost" : publicUrl.strip().replaceFirst("/+$", "");
    }

    void show(Exchange exchange, Optional<Shown> wanted) {
        Message out = exchange.getMessage();
        String secret = secret(out);
        String known = out.getHeader("If-None-Match", "", String.class);
        boolean rss = "rss".equals(out.getHeader("form", String.class));
        out.removeHeaders("*");
        if (wanted.isEmpty() || !isRight(secret, wanted.get())) {
            out.setHeader(Exchange.HTTP_RESPONSE_CODE, 401);
            out.setHeader(Exchange.CONTENT_TYPE, "application/problem+json");
            out.setBody("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                    + "\"detail\":\"The feed's secret is missing or wrong.\"}");
            return;
        }
        String xml = write(wanted.get(), exchange.getProperty(Feeds.NAME, "", String.class), rss);
        String etag = "\"" + hash(xml) + "\"";
        out.setHeader("ETag", etag);
        out.setHeader("Cache-Control", "private, no-cache");
        if (known.contains(etag)) {
            out.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
            out.setBody(null);
            return;
        }
        out.setHeader(Exchange.CONTENT_TYPE, (rss ? "application/rss+xml" : "application/atom+xml") + ";charset=utf-8");
        out.setBody(xml);
    }

    /** As a bearer token, or in the URL: most readers of feeds can do only the latter. */
    private static String secret(Message call) {
        String authorization = call.getHeader("Authorization", "", String.class);
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : call.getHeader("secret", "", String.class);
    }

    private static boolean isRight(String given, Shown wanted) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), wanted.secret().reveal().getBytes(StandardCharsets.UTF_8));
    }

    private String write(Shown wanted, String name, boolean rss) {
        List<Item> items = shelf.newest(wanted.channel(), wanted.tag(), MOST);
        FeedWriter.Head head = new FeedWriter.Head(
                publicUrl + "/feeds/" + name,
                wanted.title(),
                generator,
                URI.create(publicUrl + "/feeds/" + name + (rss ? "/rss" : "/atom")),
                URI.create(publicUrl + "/"),
                items.isEmpty() ? Instant.EPOCH : items.get(0).at());
        return rss ? FeedWriter.rss(head, items) : FeedWriter.atom(head, items);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ETAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
