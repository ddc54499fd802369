package dev.hubbub.store;

import static dev.hubbub.store.Parts.OPS;
import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.api.archive.Search;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import dev.hubbub.outbox.Outcome;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.KeySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

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
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        try (Connection connection = test.database().dataSource().getConnection()) {
            List<String> tables = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select table_name from information_schema.tables where table_schema = 'public'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : tables) {
                copy.copyOut("copy " + table + " to stdout", dump);
                copy.copyOut("copy " + table + " to stdout (format binary)", dump);
            }
        }
        return dump.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
