package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures are given to X first, and are seen by nobody until something that is written shows them. */
final class Media {
    private static final Logger LOG = LoggerFactory.getLogger(Media.class);

    private final X x;
    private final String category;

    /** @param category what they are for, in X's words: {@code tweet_image} or {@code dm_image} */
    Media(X x, String category) {
        this.x = x;
        this.category = category;
    }

    /**
     * What is to be written.
     *
     * @param pictures ids by which X knows what it shows
     */
    record Ready(String text, List<String> pictures) {
        Ready {
            pictures = List.copyOf(pictures);
        }

        /** Its texts; one, if it is nothing but pictures. */
        List<String> texts(List<String> cut) {
            return cut.isEmpty() && !pictures.isEmpty() ? List.of("") : cut;
        }

        /** What X is told of its first text. */
        ObjectNode body(String said) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            return said.isEmpty() ? body : body.put("text", said);
        }
    }

    /**
     * Gives a message's pictures to X; those that it does not take are named.
     *
     * @param begun whether the first of several texts, which shows them, is out already
     */
    Ready ready(String text, Pictures pictures, boolean begun) throws XException, InterruptedException {
        if (begun) {
            return new Ready(pictures.after(text), List.of());
        }
        try {
            List<String> ids = new ArrayList<>();
            for (Pictures.Picture picture : pictures.shown()) {
                ids.add(upload(picture));
            }
            return new Ready(pictures.after(text), ids);
        } catch (XException e) {
            if (e.kind() != XException.Kind.REFUSED) {
                throw e;
            }
            LOG.warn("X takes no picture: {}", e.getMessage());
            return new Ready(pictures.asNames().after(text), List.of());
        }
    }

    private String upload(Pictures.Picture picture) throws XException, InterruptedException {
        JsonNode body = JsonNodeFactory.instance
                .objectNode()
                .put("media", Base64.getEncoder().encodeToString(picture.bytes()))
                .put("media_category", category)
                .put("media_type", picture.type())
                .put("shared", false);
        try {
            return Messaging.id(x.client().post("upload", "/2/media/upload", body), "id");
        } catch (XException e) {
            throw e.kind() == XException.Kind.INTERRUPTED
                    ? new XException(XException.Kind.BUSY, "X did not take a picture: " + e.getMessage(), e)
                    : e;
        }
    }
}
