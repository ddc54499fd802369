package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where to look for what is new: all of it since a place, the oldest first. */
abstract sealed class Source {
    private static final Logger LOG = LoggerFactory.getLogger(Source.class);
    private static final int MOST_PAGES = 10;
    private static final Map<String, String> OF_POSTS = Map.of(
            "max_results", "100",
            "tweet.fields", "author_id,created_at,conversation_id,referenced_tweets,entities,note_tweet,attachments",
            "expansions", "author_id,attachments.media_keys",
            "media.fields", "url",
            "user.fields", "username");

    final X x;

    Source(X x) {
        this.x = x;
    }

    /** A name for how far it was read. */
    abstract String name() throws XException, InterruptedException;

    abstract String kind();

    abstract String path() throws XException, InterruptedException;

    abstract Map<String, String> query(String since);

    List<Arrival> after(String since) throws XException, InterruptedException {
        List<Arrival> found = new ArrayList<>();
        Map<String, String> query = new TreeMap<>(query(since));
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = x.client().get(kind(), path(), query);
            boolean all = !add(found, answer, since);
            String next = answer.path("meta").path("next_token").asText();
            if (all || next.isEmpty()) {
                Collections.reverse(found);
                return found;
            }
            query.put("pagination_token", next);
        }
        LOG.warn("more is new at X than it shows; what is older than {} pages is left out", MOST_PAGES);
        Collections.reverse(found);
        return found;
    }

    /** @return whether there may be more */
    private static boolean add(List<Arrival> found, JsonNode answer, String since) {
        for (JsonNode item : answer.path("data")) {
            Arrival arrival = Arrival.of(item, answer.path("includes"));
            if (!Arrival.isAfter(arrival.id(), since)) {
                return false;
            }
            found.add(arrival);
        }
        return true;
    }

    private static Map<String, String> posts(String name, String value) {
        Map<String, String> all = new TreeMap<>(OF_POSTS);
        all.put(name, value);
        return all;
    }

    /** Posts that name the account. */
    static final class Mentions extends Source {
        Mentions(X x) {
            super(x);
        }

        @Override
        String name() throws XException, InterruptedException {
            return "read/mentions/" + x.own();
        }

        @Override
        String kind() {
            return "mentions";
        }

        @Override
        String path() throws XException, InterruptedException {
            return "/2/users/" + x.own() + "/mentions";
        }

        @Override
        Map<String, String> query(String since) {
            return posts("since_id", since);
        }
    }

    /** Posts of the last seven days that a query finds. */
    static final class Search extends Source {
        /** X refuses to be asked for what is older than seven days; a little less, as its clock may be another. */
        private static final Duration BACK = Duration.ofDays(7).minusMinutes(10);

        private final String wanted;

        Search(X x, String wanted) {
            super(x);
            this.wanted = wanted;
        }

        @Override
        String name() {
            return "read/search/" + wanted;
        }

        @Override
        String kind() {
            return "search";
        }

        @Override
        String path() {
            return "/2/tweets/search/recent";
        }

        @Override
        Map<String, String> query(String since) {
            Map<String, String> all = posts("query", wanted);
            String oldest = Arrival.idAt(Instant.now().minus(BACK));
            all.put("since_id", Arrival.isAfter(since, oldest) ? since : oldest);
            return all;
        }
    }

    /** Direct messages; X has no way to ask for those since a place. */
    static final class Messages extends Source {
        Messages(X x) {
            super(x);
        }

        @Override
        String name() throws XException, InterruptedException {
            return "read/messages/" + x.own();
        }

        @Override
        String kind() {
            return "messages";
        }

        @Override
        String path() {
            return "/2/dm_events";
        }

        @Override
        Map<String, String> query(String since) {
            return Map.of(
                    "max_results", "100",
                    "event_types", "MessageCreate",
                    "dm_event.fields", "id,text,sender_id,created_at,entities,attachments",
                    "expansions", "sender_id,attachments.media_keys",
                    "media.fields", "url",
                    "user.fields", "username");
        }
    }
}
