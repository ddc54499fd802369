package dev.hubbub.store;

import static dev.hubbub.store.Parts.OPS;
import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.Search;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import dev.hubbub.outbox.Outcome;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Messages with a number each, and whether they can be read. */
final class Numbered {
    private Numbered() {}

    /** Each message has a word of its own, one that it shares with every hundredth, and some have a file. */
    static void store(Parts hub, Map<MessageId, Integer> stored, int from, int to) {
        List<Entry> batch = IntStream.range(from, to)
                .mapToObj(i -> entry(
                        draft(TEAM, text(i))
                                .attachments(i % 50 == 0 ? List.of(file(i)) : List.of())
                                .build(),
                        due(OPS)))
                .toList();
        hub.log().store(batch);
        for (int i = from; i < to; i++) {
            stored.put(batch.get(i - from).message().id(), i);
        }
    }

    private static String text(int i) {
        return "message word" + i + " shared" + i % 100;
    }

    private static Attachment file(int i) {
        return new Attachment(
                Parts.IDS.next(), "file" + i, "text/plain", ("content" + i).getBytes(StandardCharsets.UTF_8));
    }

    static void fail(Parts hub, int count) {
        List<Owed> owed = hub.queue().claim(OPS, count, false);
        Instant now = Instant.now();
        hub.queue()
                .settle(owed.stream()
                        .map(one -> new Settlement(
                                one.delivery(),
                                new Outcome.Failed("reason of " + one.delivery().id(), null),
                                DeliveryState.PENDING,
                                now,
                                now,
                                now.plusSeconds(3600)))
                        .toList());
    }

    static void assertNothingIsLeftUnder(long key, Parts hub) throws SQLException {
        String prefix = String.format("'\\x01%08x'", key);
        for (String column : List.of(
                "message.content",
                "attachment.name",
                "attachment.content",
                "delivery.reason",
                "trace_event.detail",
                "story.title",
                "story.text")) {
            String[] parts = column.split("\\.", -1);
            assertThat(hub.number("select count(*) from " + parts[0] + " where substring(" + parts[1]
                            + " from 1 for 5) = " + prefix))
                    .as(column)
                    .isZero();
        }
    }

    static void assertAllReads(Database database, Map<MessageId, Integer> stored) {
        StoredArchive archive = new StoredArchive(database);
        List<MessageId> ids = List.copyOf(stored.keySet());
        for (int from = 0; from < ids.size(); from += 500) {
            List<Kept> found = archive.find(ids.subList(from, Math.min(ids.size(), from + 500)));
            assertThat(found).hasSize(Math.min(500, ids.size() - from));
            found.forEach(kept -> assertReads(kept, stored));
        }
        for (int shared = 0; shared < Math.min(100, stored.size()); shared += 7) {
            int rest = shared;
            long expected =
                    stored.values().stream().filter(i -> i % 100 == rest).count();
            assertThat(find(archive, "shared" + rest, stored.size())).hasSize((int) expected);
        }
    }

    static void assertReads(Kept kept, Map<MessageId, Integer> stored) {
        assertThat(kept.unreadable()).isFalse();
        assertThat(kept.message().said().text())
                .isEqualTo(text(Objects.requireNonNull(stored.get(kept.message().id()))));
        kept.files().forEach(file -> assertThat(file.name()).startsWith("file"));
    }

    static List<Kept> find(StoredArchive archive, String words, int most) {
        return archive.search(new Search(words, null, null, null, null, null, null, null), most);
    }
}
