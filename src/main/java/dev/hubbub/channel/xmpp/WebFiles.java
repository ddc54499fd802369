package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.Outside;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that lie on web servers of other people: fetched when a message names them, put there when one is to be sent. No more is
 * read than a message may bring, and only addresses are called that the hub may call at all.
 */
public final class WebFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WebFiles.class);
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final int LONGEST_NAME = 200;

    /** What a store may want to be told besides (XEP-0363, section 5). */
    private static final Set<String> ALLOWED = Set.of("authorization", "cookie", "expires");

    private final Outside outside;
    private final boolean fetches;
    private final int count;
    private final int each;
    private final int together;

    /** A file that was fetched. */
    @SuppressWarnings("ArrayRecordComponent")
    record Fetched(String name, String type, byte[] bytes) {}

    private WebFiles(Outside outside, Settings settings) {
        this.outside = outside;
        this.fetches = settings.flag(Key.XMPP_FETCH);
        this.count = settings.integer(Key.INTAKE_FILES);
        this.each = settings.integer(Key.INTAKE_MAX_FILE);
        this.together = settings.integer(Key.INTAKE_MAX_FILES);
    }

    /** As {@code hubbub.xmpp.fetch} and {@code hubbub.intake.…} say. */
    public static WebFiles of(Settings settings, Outside outside) {
        return new WebFiles(outside, settings);
    }

    /** The files at these addresses that can be had and that a message may bring, by their address. */
    Map<String, Fetched> fetch(List<String> links) {
        Map<String, Fetched> found = new HashMap<>();
        int left = together;
        for (String link : links) {
            if (!fetches || found.size() == count) {
                break;
            }
            int most = Math.min(each, left);
            Optional<Fetched> file = callable(link).flatMap(one -> fetch(one, most));
            file.ifPresent(one -> found.put(link, one));
            left -= file.map(one -> one.bytes().length).orElse(0);
        }
        return found;
    }

    private Optional<Fetched> fetch(URI link, int most) {
        try {
            Outside.Answer answer = outside.call("GET", link, Map.of(), null, most);
            if (answer.status() != 200 || !answer.whole()) {
                LOG.info("a file at {} stays a link: {}", link.getHost(), why(answer, most));
                return Optional.empty();
            }
            String type = answer.header("Content-Type").orElse(UNKNOWN_TYPE);
            return Optional.of(new Fetched(nameOf(link), type, answer.body()));
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("a file at {} stays a link: {}", link.getHost(), e.toString());
            return Optional.empty();
        }
    }

    private static String why(Outside.Answer answer, int most) {
        return answer.status() == 200 ? "more than " + most + " bytes" : "answered " + answer.status();
    }

    /** The last step of a path, as a file's name. */
    static String nameOf(URI link) {
        String path = link.getRawPath() == null ? "" : link.getRawPath();
        String last = path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B");
        String name = decoded(last).replaceAll("[\\p{Cntrl}/\\\\]", "_").strip();
        if (name.isEmpty() || name.matches("\\.+")) {
            return "file";
        }
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(name.offsetByCodePoints(name.length(), -LONGEST_NAME / 2));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Puts a file to where a store said. @throws IOException if it does not take it */
    void put(URI where, Map<String, String> headers, String type, byte[] bytes) throws IOException {
        Map<String, String> all = new HashMap<>();
        headers.forEach((name, value) -> {
            if (ALLOWED.contains(name.toLowerCase(Locale.ROOT))) {
                all.put(name, value.replaceAll("[\\r\\n]", ""));
            }
        });
        all.put("Content-Type", type);
        int status = outside.call("PUT", where, all, bytes, 1_000).status();
        if (status / 100 != 2) {
            throw new IOException("the store answered " + status);
        }
    }

    /** An address as one that can be called; empty if it is not of the web. */
    static Optional<URI> callable(String text) {
        try {
            URI link = URI.create(text);
            String scheme = String.valueOf(link.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            return web && link.getHost() != null && link.getRawUserInfo() == null && link.getRawFragment() == null
                    ? Optional.of(link)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
