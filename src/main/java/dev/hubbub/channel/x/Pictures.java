package dev.hubbub.channel.x;

import jakarta.activation.DataHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * The files of a message, for X: pictures are shown by a post or a direct message, what is none, too large or one too many is
 * named after the text.
 *
 * @param shown in their order
 * @param named a line for each of the others
 */
record Pictures(List<Picture> shown, List<String> named) {
    /** What X takes in one piece. */
    private static final int LARGEST = 5 * 1024 * 1024;

    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/webp");
    private static final String NAMES = "HubbubAttachments";

    static final Pictures NONE = new Pictures(List.of(), List.of());

    /** One that X can show. */
    @SuppressWarnings("ArrayRecordComponent")
    record Picture(String line, String type, byte[] bytes) {}

    Pictures {
        shown = List.copyOf(shown);
        named = List.copyOf(named);
    }

    /** @param most how many are shown */
    static Pictures of(Message message, int most) throws IOException {
        Map<String, DataHandler> files = new DefaultAttachmentMessage(message).getAttachments();
        if (files == null || files.isEmpty()) {
            return NONE;
        }
        List<String> lines = message.getHeader(NAMES, "", String.class).lines().toList();
        List<Picture> shown = new ArrayList<>();
        List<String> named = new ArrayList<>();
        int at = 0;
        for (Map.Entry<String, DataHandler> file : files.entrySet()) {
            String line = at < lines.size() ? lines.get(at) : file.getKey();
            Picture picture = shown.size() < most ? picture(line, file.getValue()) : null;
            if (picture != null) {
                shown.add(picture);
            } else {
                named.add(line);
            }
            at++;
        }
        return new Pictures(shown, named);
    }

    private static @Nullable Picture picture(String line, DataHandler file) throws IOException {
        String type = file.getContentType().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            return null;
        }
        try (InputStream in = file.getInputStream()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            return bytes.length > LARGEST ? null : new Picture(line, type, bytes);
        }
    }

    boolean isEmpty() {
        return shown.isEmpty() && named.isEmpty();
    }

    /** The same with nothing to be shown: all of it is named. */
    Pictures asNames() {
        List<String> all = new ArrayList<>(shown.stream().map(Picture::line).toList());
        all.addAll(named);
        return new Pictures(List.of(), all);
    }

    /** A text with the names of what is not shown. */
    String after(String text) {
        return (text + "\n" + String.join("\n", named)).strip();
    }
}
