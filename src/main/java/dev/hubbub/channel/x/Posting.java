package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts: a text that is too long is continued in posts that each answer the one before. */
final class Posting implements XProducer.Writing {
    private final X x;
    private static final int MOST_PICTURES = 4;

    private final Progress progress;
    private final Media media;

    Posting(X x) {
        this.x = x;
        this.media = new Media(x, "tweet_image");
        this.progress = new Progress(x.memory());
    }

    @Override
    public String write(XProducer.Wanted wanted) throws XException, InterruptedException {
        if (wanted.retracts() != null) {
            return retract(wanted.retracts());
        }
        String name = "delivery/" + wanted.delivery();
        boolean begun = !wanted.pictures().isEmpty() && !progress.of(name).isEmpty();
        Media.Ready ready = media.ready(addressed(wanted), wanted.pictures(), begun);
        List<String> texts =
                ready.texts(PostText.posts(ready.text(), x.settings().mostPosts()));
        List<String> ids = texts.size() > 1 ? progress.of(name) : new ArrayList<>();
        for (String text : texts.subList(Math.min(ids.size(), texts.size()), texts.size())) {
            ObjectNode body = ready.body(text);
            if (ids.isEmpty() && !ready.pictures().isEmpty()) {
                ready.pictures().forEach(body.putObject("media").putArray("media_ids")::add);
            }
            ids.add(post(body, ids.isEmpty() ? wanted.answers() : ids.get(ids.size() - 1)));
            if (texts.size() > 1) {
                progress.keep(name, ids);
            }
        }
        if (ids.size() > 1) {
            progress.keep("thread/" + ids.get(0), ids);
        }
        return ids.get(0);
    }

    /** Whom it is for is named, unless it answers them: then X tells them. */
    private static String addressed(XProducer.Wanted wanted) throws XException {
        if (wanted.recipient() == null || wanted.answers() != null) {
            return wanted.text();
        }
        return "@" + XProducer.person(wanted.recipient()) + " " + wanted.text();
    }

    @Override
    public int mostPictures() {
        return MOST_PICTURES;
    }

    private String post(ObjectNode body, @Nullable String answers) throws XException, InterruptedException {
        if (answers != null) {
            body.putObject("reply").put("in_reply_to_tweet_id", answers);
        }
        JsonNode answer = x.client().post("post", "/2/tweets", body);
        return Messaging.id(answer, "id");
    }

    /** The last of a thread goes first, so that what is left still hangs together. */
    private String retract(String first) throws XException, InterruptedException {
        List<String> ids = progress.of("thread/" + first);
        if (ids.isEmpty()) {
            ids.add(first);
        }
        for (int i = ids.size() - 1; i >= 0; i--) {
            x.client().delete("delete", "/2/tweets/" + OAuth1.encode(ids.get(i)));
        }
        return first;
    }
}
