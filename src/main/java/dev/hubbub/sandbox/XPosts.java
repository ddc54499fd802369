package dev.hubbub.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was written in the sandbox's X, by whom; so much and no more. */
public final class XPosts {
    /** The hub's own handle. */
    public static final String HUB = "hubbub";

    /** The box that all posts are in. */
    static final String TIMELINE = "All posts";

    /** The box of direct messages. */
    static final String MESSAGES = "Direct messages";

    /** Who can write there. */
    static final List<Person> PEOPLE =
            List.of(new Person("1000", HUB), new Person("1001", "ana"), new Person("1002", "ben"));

    private static final long SNOWFLAKES = 1_288_834_974_657L;

    private final Notes notes;
    private final int most;
    private final Clock clock;
    private final Deque<Post> posts = new ArrayDeque<>();
    private final Map<String, String> pictures = new LinkedHashMap<>();
    private long last;

    XPosts(Notes notes, int most, Clock clock) {
        this.notes = notes;
        this.most = most;
        this.clock = clock;
    }

    /** Somebody with an account. */
    record Person(String id, String handle) {}

    /**
     * A post, or a direct message.
     *
     * @param to whom a message is for, by id; null for a post
     * @param answers id of the post that it answers
     * @param conversation id of the post that all this began with
     * @param pictures types of the pictures that it shows
     */
    public record Post(
            String id,
            String author,
            @Nullable String to,
            String text,
            @Nullable String answers,
            String conversation,
            Instant at,
            List<String> pictures) {
        public Post {
            pictures = List.copyOf(pictures);
        }

        boolean isMessage() {
            return to != null;
        }

        @Override
        public String toString() {
            return "Post[" + id + " by " + author + "]";
        }
    }

    static Optional<Person> person(Predicate<Person> which) {
        return PEOPLE.stream().filter(which).findFirst();
    }

    private static Person known(String handle) {
        return person(one -> one.handle().equals(handle.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException("nobody is called " + handle));
    }

    /** What was written, the latest last. */
    public synchronized List<Post> all() {
        return new ArrayList<>(posts);
    }

    synchronized Optional<Post> find(String id) {
        return posts.stream().filter(post -> post.id().equals(id)).findFirst();
    }

    /** Somebody posts. */
    public Post post(String handle, String text, @Nullable String answers) {
        return add(known(handle), null, text, answers, List.of());
    }

    /** Somebody writes to the hub alone. */
    public Post message(String handle, String text) {
        return add(known(handle), known(HUB).id(), text, null, List.of());
    }

    /** Keeps a picture that something may show later, and names it. */
    synchronized String keep(String type) {
        String id = nextId();
        pictures.put(id, type);
        if (pictures.size() > most) {
            pictures.remove(pictures.keySet().iterator().next());
        }
        return id;
    }

    /** The type of a picture that is kept. */
    synchronized Optional<String> picture(String id) {
        return Optional.ofNullable(pictures.get(id));
    }

    synchronized Post add(
            Person author, @Nullable String to, String text, @Nullable String answers, List<String> shown) {
        String id = nextId();
        String conversation =
                answers == null ? id : find(answers).map(Post::conversation).orElse(answers);
        Post post = new Post(id, author.id(), to, text, answers, conversation, clock.instant(), shown);
        posts.add(post);
        if (posts.size() > most) {
            posts.removeFirst();
        }
        String box = to == null ? TIMELINE : MESSAGES;
        String whom = to == null
                ? box
                : person(one -> one.id().equals(to))
                        .map(one -> "@" + one.handle())
                        .orElse(to);
        String from = "@" + author.handle();
        String seen = shown.isEmpty() ? text : text + "\n[" + String.join("] [", shown) + "]";
        notes.add(author.handle().equals(HUB) ? Note.got(box, from, seen) : Note.wrote(box, from, whom, seen));
        return post;
    }

    synchronized boolean delete(String id) {
        return posts.removeIf(post -> post.id().equals(id));
    }

    /** Ids are times, as X makes them, and never the same twice. */
    private String nextId() {
        last = Math.max(last + 1, idAt(clock.instant()));
        return Long.toString(last);
    }

    static long idAt(Instant at) {
        return (at.toEpochMilli() - SNOWFLAKES) << 22;
    }

    Notes notes() {
        return notes;
    }
}
