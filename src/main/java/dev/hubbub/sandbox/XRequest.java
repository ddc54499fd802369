package dev.hubbub.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.channel.x.PostText;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the hub asks of the sandbox's X. */
record XRequest(String method, URI uri, JsonNode body) {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final Pattern MENTIONS = Pattern.compile("/2/users/(\\d+)/mentions");
    private static final Pattern BY_NAME = Pattern.compile("/2/users/by/username/(\\w+)");
    private static final Pattern TWEET = Pattern.compile("/2/tweets/(\\d+)");
    private static final Pattern WITH = Pattern.compile("/2/dm_conversations/with/(\\d+)/messages");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    XAnswer answer(XPosts posts) throws XAnswer.Refused {
        String asked = method + " " + uri.getPath();
        return switch (asked) {
            case "GET /2/users/me" ->
                person(XPosts.person(one -> one.handle().equals(XPosts.HUB)).orElseThrow());
            case "GET /2/tweets/search/recent" -> found(posts);
            case "GET /2/dm_events" -> page(posts, XPosts.Post::isMessage, "dm_events");
            case "POST /2/tweets" -> post(posts);
            case "POST /2/media/upload" -> upload(posts);
            default -> other(asked, posts);
        };
    }

    private XAnswer other(String asked, XPosts posts) throws XAnswer.Refused {
        String path = uri.getPath();
        Matcher mentions = MENTIONS.matcher(path);
        if (method.equals("GET") && mentions.matches()) {
            String name = XPosts.person(one -> one.id().equals(mentions.group(1)))
                    .orElseThrow(XRequest::unknown)
                    .handle();
            return page(posts, post -> !post.isMessage() && names(post.text(), name), "mentions");
        }
        Matcher named = BY_NAME.matcher(path);
        if (method.equals("GET") && named.matches()) {
            String handle = named.group(1).toLowerCase(Locale.ROOT);
            return person(XPosts.person(one -> one.handle().equals(handle)).orElseThrow(XRequest::unknown));
        }
        Matcher tweet = TWEET.matcher(path);
        if (method.equals("DELETE") && tweet.matches()) {
            ObjectNode data = MAKE.objectNode().put("deleted", posts.delete(tweet.group(1)));
            return XAnswer.of(200, MAKE.objectNode().set("data", data));
        }
        Matcher with = WITH.matcher(path);
        if (method.equals("POST") && with.matches()) {
            return message(posts, with.group(1));
        }
        throw new XAnswer.Refused(404, "Not Found", asked + " is not in the sandbox");
    }

    private static XAnswer.Refused unknown() {
        return new XAnswer.Refused(404, "Not Found Error", "Could not find user");
    }

    private static boolean names(String text, String handle) {
        return Pattern.compile("(?i)(?<![\\w@])@" + handle + "(?!\\w)")
                .matcher(text)
                .find();
    }

    private static XAnswer person(XPosts.Person person) {
        return XAnswer.of(200, MAKE.objectNode().set("data", user(person)));
    }

    private static ObjectNode user(XPosts.Person person) {
        return MAKE.objectNode()
                .put("id", person.id())
                .put("name", person.handle())
                .put("username", person.handle());
    }

    private XAnswer post(XPosts posts) throws XAnswer.Refused {
        String text = body.path("text").asText();
        List<String> shown = pictures(posts, body.path("media").path("media_ids"), 4);
        if (text.isBlank() && shown.isEmpty()) {
            throw new XAnswer.Refused(400, "Invalid Request", "One or more parameters to your request was invalid.");
        }
        if (PostText.weight(text) > PostText.MOST) {
            throw new XAnswer.Refused(403, "Forbidden", "Your Tweet text is too long.");
        }
        XPosts.Person hub = hub();
        boolean again = posts.all().stream()
                .anyMatch(post -> post.author().equals(hub.id())
                        && !post.isMessage()
                        && post.text().equals(text));
        if (again) {
            throw new XAnswer.Refused(
                    403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
        }
        JsonNode answered = body.path("reply").path("in_reply_to_tweet_id");
        if (answered.isTextual() && posts.find(answered.asText()).isEmpty()) {
            throw new XAnswer.Refused(
                    400, "Invalid Request", "You attempted to reply to a Tweet that is deleted or not visible to you.");
        }
        XPosts.Post made = posts.add(hub, null, text, answered.isTextual() ? answered.asText() : null, shown);
        ObjectNode data = MAKE.objectNode().put("id", made.id()).put("text", text);
        return XAnswer.of(201, MAKE.objectNode().set("data", data));
    }

    /** A picture in one piece, of up to 5 MB. */
    private XAnswer upload(XPosts posts) throws XAnswer.Refused {
        String type = body.path("media_type").asText();
        int size;
        try {
            size = Base64.getDecoder().decode(body.path("media").asText()).length;
        } catch (IllegalArgumentException e) {
            throw new XAnswer.Refused(400, "Invalid Request", "media is no Base64");
        }
        if (!type.matches("image/(jpeg|png|webp)")
                || size == 0
                || size > 5 * 1024 * 1024
                || !body.path("media_category").asText().matches("(tweet|dm)_image")) {
            throw new XAnswer.Refused(400, "Invalid Request", "The media is no picture, or too large.");
        }
        ObjectNode data =
                MAKE.objectNode().put("id", posts.keep(type)).put("size", size).put("expires_after_secs", 86_400);
        return XAnswer.of(200, MAKE.objectNode().set("data", data));
    }

    private static List<String> pictures(XPosts posts, JsonNode ids, int most) throws XAnswer.Refused {
        List<String> types = new ArrayList<>();
        for (JsonNode id : ids) {
            types.add(posts.picture(id.asText())
                    .orElseThrow(() -> new XAnswer.Refused(400, "Invalid Request", "Your media IDs are invalid.")));
        }
        if (types.size() > most) {
            throw new XAnswer.Refused(400, "Invalid Request", "There are too many media IDs.");
        }
        return types;
    }

    private static XPosts.Person hub() {
        return XPosts.person(one -> one.handle().equals(XPosts.HUB)).orElseThrow();
    }

    private XAnswer message(XPosts posts, String to) throws XAnswer.Refused {
        if (XPosts.person(one -> one.id().equals(to)).isEmpty()) {
            throw unknown();
        }
        String text = body.path("text").asText();
        ArrayNode media = MAKE.arrayNode();
        body.path("attachments").forEach(one -> media.add(one.path("media_id")));
        List<String> shown = pictures(posts, media, 1);
        if ((text.isEmpty() && shown.isEmpty()) || text.length() > 10_000) {
            throw new XAnswer.Refused(400, "Invalid Request", "text is empty or too long");
        }
        XPosts.Post made = posts.add(hub(), to, text, null, shown);
        ObjectNode data = MAKE.objectNode()
                .put("dm_conversation_id", to + "-" + hub().id())
                .put("dm_event_id", made.id());
        return XAnswer.of(201, MAKE.objectNode().set("data", data));
    }

    /** A search for words, all of which a post must have. */
    private XAnswer found(XPosts posts) throws XAnswer.Refused {
        String wanted = query().getOrDefault("query", "").toLowerCase(Locale.ROOT);
        if (wanted.isBlank()) {
            throw new XAnswer.Refused(400, "Invalid Request", "query is missing");
        }
        Instant oldest = Instant.now().minus(7, ChronoUnit.DAYS);
        if (Long.parseLong(query().getOrDefault("since_id", Long.toString(Long.MAX_VALUE))) < XPosts.idAt(oldest)) {
            throw new XAnswer.Refused(400, "Invalid Request", "'since_id' must be a tweet id created after 7 days ago");
        }
        List<String> words = List.of(wanted.strip().split("\\s+", -1));
        return page(
                posts,
                post -> !post.isMessage()
                        && words.stream()
                                .allMatch(word -> word.equals("-is:retweet")
                                        || post.text().toLowerCase(Locale.ROOT).contains(word)),
                "search");
    }

    /** A page, newest first. */
    private XAnswer page(XPosts posts, Predicate<XPosts.Post> which, String what) {
        Map<String, String> query = query();
        long since = Long.parseLong(query.getOrDefault("since_id", "0"));
        long before = Long.parseLong(query.getOrDefault("pagination_token", Long.toString(Long.MAX_VALUE)));
        int most = Integer.parseInt(query.getOrDefault("max_results", "10"));
        List<XPosts.Post> found = new ArrayList<>(posts.all());
        found.removeIf(
                post -> !which.test(post) || Long.parseLong(post.id()) <= since || Long.parseLong(post.id()) >= before);
        Collections.reverse(found);
        List<XPosts.Post> shown = found.stream().limit(most).toList();
        ObjectNode answer = MAKE.objectNode();
        ObjectNode meta = answer.putObject("meta").put("result_count", shown.size());
        if (found.size() > shown.size()) {
            meta.put("next_token", shown.get(shown.size() - 1).id());
        }
        if (!shown.isEmpty()) {
            ArrayNode data = answer.putArray("data");
            shown.forEach(post -> data.add(what.equals("dm_events") ? event(post) : tweet(post)));
            ArrayNode users = answer.putObject("includes").putArray("users");
            XPosts.PEOPLE.forEach(person -> users.add(user(person)));
        }
        return XAnswer.of(200, answer);
    }

    private Map<String, String> query() {
        Map<String, String> all = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                all.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static ObjectNode event(XPosts.Post post) {
        return MAKE.objectNode()
                .put("id", post.id())
                .put("event_type", "MessageCreate")
                .put("text", escaped(post.text()))
                .put("sender_id", post.author())
                .put("created_at", time(post.at()));
    }

    /** Links are shortened, and what they mean stands beside the text. */
    private static ObjectNode tweet(XPosts.Post post) {
        ObjectNode tweet = MAKE.objectNode()
                .put("id", post.id())
                .put("author_id", post.author())
                .put("conversation_id", post.conversation())
                .put("created_at", time(post.at()));
        if (post.answers() != null) {
            tweet.putArray("referenced_tweets")
                    .addObject()
                    .put("type", "replied_to")
                    .put("id", post.answers());
        }
        String text = escaped(post.text());
        Matcher links = LINK.matcher(post.text());
        ArrayNode urls = MAKE.arrayNode();
        while (links.find()) {
            String meant = links.group();
            String shown = "https://t.co/" + Integer.toString(meant.hashCode() & 0x7FFFFFFF, 36);
            text = text.replace(escaped(meant), shown);
            urls.addObject().put("url", shown).put("expanded_url", meant);
        }
        if (!urls.isEmpty()) {
            tweet.putObject("entities").set("urls", urls);
        }
        return tweet.put("text", text);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
