package dev.hubbub.store;

import static dev.hubbub.store.Parts.ANA;
import static dev.hubbub.store.Parts.OPS;
import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static dev.hubbub.store.Parts.inHand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.intake.MessageLog.Answer;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.Address;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Link;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoredLogTest {
    private static TestDatabase test;
    private static Parts hub;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        hub = Parts.join(test.database());
    }

    @AfterAll
    static void close() {
        hub.close();
        test.close();
    }

    @Test
    void givesBackTheWholeMessageAsItWas() {
        Message said = entry(draft(TEAM, "Hëllo 🎉 \"quoted\"")
                        .senderName("Ana")
                        .timeZone("Europe/Berlin")
                        .replyTo(new Address("xmpp:ana@x.org"))
                        .subject("Hi")
                        .html("<b>Hello</b>")
                        .links(List.of(new Link(0, 5, "/records/1")))
                        .attachments(List.of(new Attachment(
                                Parts.IDS.next(), "a b.txt", "text/plain", "file".getBytes(StandardCharsets.UTF_8))))
                        .tags(Set.of(Tag.parse("incident"), Tag.parse("booking/12, \"x\"")))
                        .sentAt(Instant.parse("2026-01-02T03:04:05.678901Z"))
                        .externalId("whole-1")
                        .inReplyTo(new MessageId(Parts.IDS.next()))
                        .priority(Priority.HIGH)
                        .verified(true)
                        .hops(2)
                        .visited(Set.of(OPS, ChannelId.parse("sms/main")))
                        .build())
                .message();
        Entry first = new Entry(
                new Message(
                        said.id(), said.receivedAt(), said.said(), Set.of(ANA, new Address("acct:bo@hub")), true, true),
                List.of(due(OPS)),
                entry(said.said()).trace(),
                null);
        Entry second = entry(draft(TEAM, "other").externalId("whole-1").build(), due(OPS));

        assertThat(hub.log().store(List.of(first))).containsExactly(new Answer.Stored());
        List<Answer> answers = hub.log().store(List.of(second));

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0))
                .isInstanceOfSatisfying(
                        Answer.Repeat.class,
                        repeat -> assertThat(repeat.earlier())
                                .usingRecursiveComparison()
                                .isEqualTo(first.message().withoutBytes()));
    }

    @Test
    void tellsARepeatFromAKeyUsedForSomethingElse() {
        Entry first = entry(draft(TEAM, "a").externalId("key-1").build(), "f1");
        assertThat(hub.log().store(List.of(first))).containsExactly(new Answer.Stored());
        assertThat(hub.log()
                        .store(List.of(
                                entry(draft(TEAM, "a").externalId("key-1").build(), "f1"),
                                entry(draft(TEAM, "b").externalId("key-1").build(), "f2"),
                                entry(draft(OPS, "b").externalId("key-1").build(), "f2"))))
                .containsExactly(new Answer.Repeat(first.message()), new Answer.KeyReused(), new Answer.Stored());
    }

    @Test
    void takesTheFirstOfTwinsWithinABatch() throws SQLException {
        Entry first = entry(draft(TEAM, "a").externalId("twin").build(), due(OPS));
        Entry second = entry(draft(TEAM, "a").externalId("twin").build(), due(OPS));

        assertThat(hub.log().store(List.of(first, second)))
                .containsExactly(new Answer.Stored(), new Answer.Repeat(first.message()));
        assertThat(hub.number("select count(*) from delivery where message_id = '"
                        + second.message().id() + "'"))
                .isZero();
        assertThat(hub.number("select count(*) from trace_event where type = 'message.repeated' and message_id = '"
                        + first.message().id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void storesOneOfSixtyFourRacingCallers() throws Exception {
        try (Parts other = Parts.join(test.database())) {
            ExecutorService threads = Executors.newFixedThreadPool(64);
            CountDownLatch start = new CountDownLatch(64);
            List<Future<List<Answer>>> futures = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Parts caller = i % 2 == 0 ? hub : other;
                Callable<List<Answer>> call = () -> {
                    Entry same = entry(draft(TEAM, "race").externalId("race-1").build(), due(OPS));
                    Entry alsoSame =
                            entry(draft(TEAM, "race").externalId("race-2").build(), due(OPS));
                    start.countDown();
                    start.await();
                    return caller.log().store(List.of(alsoSame, same));
                };
                futures.add(threads.submit(call));
            }
            int stored = 0;
            for (Future<List<Answer>> future : futures) {
                stored += (int) future.get().stream()
                        .filter(Answer.Stored.class::isInstance)
                        .count();
            }
            threads.shutdown();
            assertThat(stored).isEqualTo(2);
            assertThat(hub.number("select count(*) from message where external_id in ('race-1', 'race-2')"))
                    .isEqualTo(2);
            assertThat(hub.number("select count(*) from delivery d join message m on m.id = d.message_id"
                            + " where m.external_id in ('race-1', 'race-2')"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aMessageThatCannotBeStoredDoesNotTakeItsNeighboursAlong() {
        Entry good = entry(draft(TEAM, "good").externalId("good").build());
        Entry zero = entry(draft(TEAM, "bad").externalId("ba\u0000d").build());
        Entry tooLong =
                entry(draft(TEAM, "bad").externalId(incompressible(9000)).build());
        Entry text = entry(draft(TEAM, "nul \u0000 and half a pair \ud83d")
                .externalId("odd")
                .build());

        List<Answer> answers = hub.log().store(List.of(good, zero, tooLong, text));

        assertThat(answers.get(0)).isEqualTo(new Answer.Stored());
        assertThat(answers.get(1)).isInstanceOf(Answer.Refused.class);
        assertThat(answers.get(2)).isInstanceOf(Answer.Refused.class);
        assertThat(answers.get(3)).isEqualTo(new Answer.Stored());
    }

    @Test
    void whatIsHandedOverIsInHandWithItsFirstAttemptCounted() throws SQLException {
        Entry entry = entry(draft(TEAM, "x").build(), inHand(OPS), due(OPS));
        hub.log().store(List.of(entry));
        String mine = " and message_id = '" + entry.message().id() + "'";
        assertThat(hub.number("select count(*) from delivery where attempts = 1 and holder = '"
                        + hub.node().id() + "'" + mine))
                .isEqualTo(1);
        assertThat(hub.number("select count(*) from delivery where attempts = 0 and holder is null" + mine))
                .isEqualTo(1);
    }

    private static String incompressible(int length) {
        StringBuilder text = new StringBuilder();
        java.util.Random random = new java.util.Random(7);
        random.ints(length, 'a', 'z').forEach(c -> text.append((char) c));
        return text.toString();
    }
}
