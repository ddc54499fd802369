package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Direct messages, to one person each. */
final class Messaging implements XProducer.Writing {
    private static final int MOST = 10_000;

    private final X x;
    private final Progress progress;
    private final Media media;

    Messaging(X x) {
        this.x = x;
        this.media = new Media(x, "dm_image");
        this.progress = new Progress(x.memory());
    }

    @Override
    public String write(XProducer.Wanted wanted) throws XException, InterruptedException {
        String recipient = wanted.recipient();
        if (recipient == null) {
            throw new XException(XException.Kind.REFUSED, "it is for nobody: send it to somebody, as x:HANDLE");
        }
        String path = "/2/dm_conversations/with/" + x.idOf(XProducer.person(recipient)) + "/messages";
        String name = "delivery/" + wanted.delivery();
        boolean begun = !wanted.pictures().isEmpty() && !progress.of(name).isEmpty();
        Media.Ready ready = media.ready(wanted.text(), wanted.pictures(), begun);
        List<String> texts = ready.texts(parts(ready.text()));
        List<String> ids = texts.size() > 1 ? progress.of(name) : new ArrayList<>();
        for (String text : texts.subList(Math.min(ids.size(), texts.size()), texts.size())) {
            ObjectNode body = ready.body(text);
            if (ids.isEmpty() && !ready.pictures().isEmpty()) {
                ready.pictures()
                        .forEach(id -> body.withArray("attachments").addObject().put("media_id", id));
            }
            ids.add(id(x.client().post("message", path, body), "dm_event_id"));
            if (texts.size() > 1) {
                progress.keep(name, ids);
            }
        }
        return ids.get(0);
    }

    /** A direct message shows one. */
    @Override
    public int mostPictures() {
        return 1;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int end = Math.min(text.length(), from + MOST);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            parts.add(text.substring(from, end));
            from = end;
        }
        return parts;
    }

    /** The id in an answer; one without says nothing of what was done. */
    static String id(JsonNode answer, String field) throws XException {
        String id = answer.path("data").path(field).asText();
        if (id.isEmpty()) {
            throw new XException(XException.Kind.INTERRUPTED, "X answered without an id; it may have taken it");
        }
        return id;
    }
}
