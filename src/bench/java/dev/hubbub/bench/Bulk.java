package dev.hubbub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Fills a hub with many messages, by its own bulk call. */
final class Bulk {
    private static final int BATCH = 500;
    private static final int LENGTH = 280;

    private Bulk() {}

    /** Says so many things on a channel. */
    static void fill(HubRun hub, String channel, int count, Texts texts) throws IOException {
        fill(hub, count, unused -> channel, unused -> texts.next(LENGTH));
    }

    /**
     * Says so many things.
     *
     * @param channel where each batch is said, by its number
     * @param text what each message says, by its number
     */
    static void fill(HubRun hub, int count, IntFunction<String> channel, IntFunction<String> text) throws IOException {
        int done = 0;
        while (done < count) {
            // a few at a time, so that a million do not all stand in memory
            List<byte[]> requests = new ArrayList<>();
            while (done < count && requests.size() < 40) {
                int size = Math.min(BATCH, count - done);
                requests.add(batch(hub, channel.apply(done / BATCH), text, done, size));
                done += size;
            }
            new HttpLoad(hub.port(), requests).each(4).all(201);
        }
    }

    private static byte[] batch(HubRun hub, String channel, IntFunction<String> text, int from, int size) {
        StringBuilder json = new StringBuilder("{\"messages\":[");
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"text\":\"")
                    .append(text.apply(from + i))
                    .append("\"}");
        }
        return Texts.post(
                "/api/v1/channels/" + channel + "/messages/batch",
                hub.token(),
                json.append("]}").toString());
    }
}
