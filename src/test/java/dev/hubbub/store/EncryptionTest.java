package dev.hubbub.store;

import static dev.hubbub.store.Parts.OPS;
import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.api.archive.Search;
import dev.hubbub.bot.Call;
import dev.hubbub.intake.MessageLog;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import dev.hubbub.outbox.Outcome;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.KeySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
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
    void aDumpShowsNothingOfWhatPeopleSaid() throws Exception {
        Entry entry = entry(
                draft(TEAM, "canarytext")
                        .subject("canarysubject")
                        .html("<b>canaryhtml</b>")
                        .senderName("canaryname")
                        .attachments(List.of(new Attachment(
                                Parts.IDS.next(),
                                "canaryfile.txt",
                                "text/plain",
                                "canarycontent".getBytes(StandardCharsets.UTF_8))))
                        .build(),
                due(OPS));
        hub.log().store(List.of(entry));
        Owed owed = hub.queue().claim(OPS, 10, false).get(0);
        Instant now = Instant.now();
        hub.queue()
                .settle(List.of(new Settlement(
                        owed.delivery(),
                        new Outcome.Rejected("server said: canaryreason"),
                        DeliveryState.DEAD,
                        now,
                        now,
                        now)));

        String dump = dump();

        assertThat(dump).contains(entry.message().id().toString()).contains("mailto:ana@x.org");
        assertThat(dump).doesNotContainIgnoringCase("canary");
        assertThat(dump).doesNotContain(HexFormat.of().formatHex("canary".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void whatIsEncryptedCanBeFoundByItsWords() {
        Entry entry = entry(draft(TEAM, "Die Straße nach ΣΊΣΥΦΟΣ ist gesperrt: 東京駅")
                .subject("Warnung")
                .build());
        hub.log().store(List.of(entry));
        for (String words : List.of("straße", "STRASSE", "warnung gesperrt", "σίσυφος", "東京", "Strasse, Warnung!")) {
            assertThat(found(words)).as(words).contains(entry.message().id());
        }
        for (String words : List.of("strass", "warnung offen", "大阪", "!!!")) {
            assertThat(found(words)).as(words).doesNotContain(entry.message().id());
        }
    }

    private static List<Object> found(String words) {
        Search search = new Search(words, null, null, null, null, null, null, null);
        return new ArrayList<>(new StoredArchive(test.database())
                .search(search, 10).stream().map(kept -> kept.message().id()).toList());
    }

    @Test
    void aCellIsWorthNothingInAnotherPlace() {
        Crypt crypt = test.database().crypt();
        var row = Parts.IDS.next();
        byte[] cell = crypt.encrypt(row, "message.content", "secret");
        assertThat(crypt.decryptText(row, "message.content", cell)).isEqualTo("secret");
        assertThatThrownBy(() -> crypt.decrypt(Parts.IDS.next(), "message.content", cell))
                .isInstanceOf(Crypt.UnreadableException.class);
        assertThatThrownBy(() -> crypt.decrypt(row, "trace_event.detail", cell))
                .isInstanceOf(Crypt.UnreadableException.class);
        cell[cell.length - 1] ^= 1;
        assertThatThrownBy(() -> crypt.decrypt(row, "message.content", cell))
                .isInstanceOf(Crypt.UnreadableException.class);
    }

    @Test
    void storiesAndRemindersInAnothersPlaceHideNothingElse() throws Exception {
        Story first = new Story("swap", "title one", "text one");
        Story second = new Story("swap", "title two", "text two");
        test.database().inTransaction(session -> {
            session.insert(first);
            return session.insert(second);
        });
        hub.execute("update story set text = (select text from story where id = '" + second.getId() + "'),"
                + " title = (select text from story where id = '" + first.getId() + "') where id = '" + first.getId()
                + "'");
        var stories = new StoredStories(test.database())
                .list(null, 10).stream()
                        .filter(story -> story.source().equals("swap"))
                        .toList();
        assertThat(stories)
                .extracting(story -> story.title() + ": " + story.text())
                .containsExactlyInAnyOrder(Crypt.LOST + ": " + Crypt.LOST, "title two: text two");

        StoredReminders book = new StoredReminders(test.database(), Parts.IDS, Clock.systemUTC());
        Call owner = new Call(
                new Call.Place(TEAM, null), Parts.ANA, "Ana", "one", Instant.now(), ZoneId.of("Europe/Berlin"));
        Call again = new Call(
                new Call.Place(TEAM, null), Parts.ANA, "Ana", "two", Instant.now(), ZoneId.of("Europe/Berlin"));
        book.add(owner, "tea", Instant.now().plusSeconds(3600), 10);
        book.add(again, "cake", Instant.now().plusSeconds(3600), 10);
        hub.execute("update reminder set body = sender_name where command_key = 'one'");
        assertThat(book.waiting(owner))
                .extracting(reminder -> reminder.text())
                .containsExactlyInAnyOrder(Crypt.LOST, "cake");
    }

    @Test
    void aMessageThatCannotBeDecryptedIsNotSentAndHoldsNoOtherUp() throws Exception {
        ChannelId lane = ChannelId.parse("test/lane");
        Entry lost = entry(draft(TEAM, "one").externalId("key1").build(), due(lane));
        Entry fine = entry(draft(TEAM, "two").build(), due(lane));
        Entry fileLost = entry(
                draft(TEAM, "three")
                        .attachments(List.of(new Attachment(Parts.IDS.next(), "a.txt", "text/plain", new byte[] {1})))
                        .build(),
                due(lane));
        hub.log().store(List.of(lost, fine, fileLost));
        hub.execute("update message set content = (select content from message where id = '"
                + fine.message().id() + "') where id = '" + lost.message().id() + "'");
        hub.execute("update attachment set name = content where message_id = '"
                + fileLost.message().id() + "'");

        assertThat(hub.queue().claim(lane, 10, false))
                .extracting(owed -> owed.message().said().text())
                .containsExactly("two");
        assertThat(hub.number("select count(*) from delivery where channel = 'test/lane' and state = 'dead'"))
                .isEqualTo(2);
        // what came before under the same key is still known
        Entry repeat = entry(draft(TEAM, "one").externalId("key1").build(), due(lane));
        assertThat(hub.log().store(List.of(repeat)).get(0)).isInstanceOf(MessageLog.Answer.Repeat.class);
    }

    @Test
    void storiesOfAnEarlierVersionAreBoundToTheirRowsAtTheStart() throws Exception {
        var id = Parts.IDS.next();
        byte[] cell = test.database().crypt().encrypt(new UUID(0, 0), "story.text", "of old");
        hub.execute("insert into story (id, created_at, source, title, text, bound) values ('" + id
                + "', now(), 'old', '\\x" + HexFormat.of().formatHex(cell) + "', '\\x"
                + HexFormat.of().formatHex(cell) + "', false)");
        try (Database again = Database.open(test.config(), test.keys())) {
            assertThat(new StoredStories(again).find(id).orElseThrow().text()).isEqualTo("of old");
        }
    }

    @Test
    void keysLieBesideTheDataForTheirOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(test.keys().file())))
                .isEqualTo("rw-------");
    }

    @Test
    void keysThatAreLostOrOthersAreNotReplacedInSilence(@TempDir Path folder) throws IOException {
        KeySource lost = new KeySource(folder.resolve("keys.json"), "");
        assertThatThrownBy(() -> Database.open(test.config(), lost))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost")
                .hasMessageContaining("keys.json");
        assertThat(lost.file()).doesNotExist();

        lost.create();
        assertThatThrownBy(() -> Database.open(test.config(), lost))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not those");

        KeySource garbled = new KeySource(folder.resolve("none.json"), "{\"aead\": 7}");
        assertThatThrownBy(() -> Database.open(test.config(), garbled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hubbub.encryption.keys")
                .hasMessageNotContaining("aead");
    }

    @Test
    void keysMayBeGivenByTheEnvironment() throws IOException {
        KeySource given = new KeySource(
                Path.of("nowhere", "keys.json"), Files.readString(test.keys().file()));
        try (Database again = Database.open(test.config(), given)) {
            assertThat(again.crypt()).isNotNull();
        }
    }

    /** All rows of all tables, as text. */
    private static String dump() throws SQLException, IOException {
        try (Connection connection = test.database().dataSource().getConnection()) {
            return new String(Dump.of(connection), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        }
    }
}
