package dev.hubbub.channel.feed;

import dev.hubbub.channel.Outside;
import dev.hubbub.channel.feed.FeedMemory.Version;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gets a feed, if there is another version of it than the last. */
final class Fetching {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 3;
    private static final int NOT_MODIFIED = 304;
    private static final int OK = 200;

    private final Outside outside;
    private final int mostBytes;

    Fetching(Outside outside, int mostBytes) {
        this.outside = outside;
        this.mostBytes = mostBytes;
    }

    /**
     * A version of a feed.
     *
     * @param from where it was found in the end
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Fetched(URI from, byte[] bytes, Version version) {}

    /**
     * Asks for it.
     *
     * @param known the version that is known, if there is one
     * @return empty if there is no other
     * @throws IOException if it cannot be had, with a reason
     */
    Optional<Fetched> fetch(URI url, Optional<Version> known) throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1");
        known.map(Version::etag).ifPresent(etag -> headers.put("If-None-Match", etag));
        known.map(Version::modified).ifPresent(at -> headers.put("If-Modified-Since", at));
        URI at = url;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Outside.Answer answer = outside.call("GET", at, headers, null, mostBytes);
            if (!REDIRECTS.contains(answer.status())) {
                return fetched(at, answer);
            }
            at = elsewhere(at, answer);
        }
        throw new IOException("it is moved on more than " + MOST_REDIRECTS + " times");
    }

    private static URI elsewhere(URI at, Outside.Answer answer) throws IOException {
        try {
            URI next = at.resolve(answer.header("Location").orElse(""));
            boolean web = "http".equals(next.getScheme()) || "https".equals(next.getScheme());
            if (web && next.getHost() != null && !next.equals(at)) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("it is moved to what is no URL", e);
        }
        throw new IOException("it is moved to where it cannot be had");
    }

    private Optional<Fetched> fetched(URI from, Outside.Answer answer) throws IOException {
        if (answer.status() == NOT_MODIFIED) {
            return Optional.empty();
        }
        if (answer.status() != OK) {
            throw new IOException("HTTP " + answer.status());
        }
        if (!answer.whole()) {
            throw new IOException("it has more than " + mostBytes + " bytes");
        }
        Version version = new Version(
                answer.header("ETag").orElse(null),
                answer.header("Last-Modified").orElse(null));
        return Optional.of(new Fetched(from, answer.body(), version));
    }
}
