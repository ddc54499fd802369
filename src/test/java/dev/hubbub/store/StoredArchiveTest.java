package dev.hubbub.store;

import static dev.hubbub.store.Parts.ANA;
import static dev.hubbub.store.Parts.OPS;
import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.ReadMarks;
import dev.hubbub.api.archive.RuleShelf;
import dev.hubbub.api.archive.Search;
import dev.hubbub.api.archive.StoryShelf;
import dev.hubbub.api.archive.Tally;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.Address;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Tag;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Role;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people read back of what was stored, on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredArchiveTest {
    private final TestDatabase database = TestDatabase.create();
    private final Parts hub = Parts.join(database.database());
    private final StoredArchive archive = new StoredArchive(database.database());
    private final StoredDesk desk = new StoredDesk(database.database(), hub.events(), Clock.systemUTC());

    @BeforeEach
    void empty() throws SQLException {
        hub.execute("truncate message, delivery, trace_event, rule, story, channel_state cascade");
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void feedShowsWhatArrivedAndWhatWasDeliveredEachOnce() throws SQLException {
        Entry own = entry(draft(TEAM, "own").build());
        Entry twice = entry(draft(OPS, "delivered twice").build(), due(TEAM), due(TEAM));
        Entry owed = entry(draft(OPS, "only owed").build(), due(TEAM));
        hub.log().store(List.of(own, twice, owed));
        sent(twice);

        assertThat(texts(archive.feed(TEAM, null, 10))).containsExactly("delivered twice", "own");
        assertThat(texts(archive.feed(OPS, null, 10))).containsExactly("only owed", "delivered twice");
    }

    @Test
    void feedGoesOnBeforeAnEntryWithoutALossOrARepeat() {
        for (int i = 0; i < 7; i++) {
            hub.log().store(List.of(entry(draft(TEAM, "no " + i).build())));
        }
        List<Kept> first = archive.feed(TEAM, null, 3);
        hub.log().store(List.of(entry(draft(TEAM, "came meanwhile").build())));
        List<Kept> second = archive.feed(TEAM, first.get(2).message().id(), 10);

        assertThat(texts(first)).containsExactly("no 6", "no 5", "no 4");
        assertThat(texts(second)).containsExactly("no 3", "no 2", "no 1", "no 0");
    }

    @Test
    void aReadMarkCountsWhatOthersSaidAfterIt() throws SQLException {
        ReadMarks marks = new StoredReadMarks(database.database(), Clock.systemUTC());
        Caller ana = new Caller(Caller.Kind.USER, "ana", Set.of(Role.MEMBER));
        Entry first = entry(draft(TEAM, "first").build());
        Entry own = entry(draft(TEAM, "own").sender(ana.address()).build());
        Entry brought = entry(draft(OPS, "brought").build(), due(TEAM), due(TEAM));
        Entry owed = entry(draft(OPS, "only owed").build(), due(TEAM));
        Entry last = entry(draft(TEAM, "last").build());
        hub.log().store(List.of(first, own, brought, owed, last));
        sent(brought);
        assertThat(marks.of(ana)).isEmpty();

        marks.set(ana, TEAM, first.message().id());
        assertThat(marks.of(ana)).containsOnlyKeys(TEAM);
        assertThat(marks.of(ana).get(TEAM))
                .isEqualTo(new ReadMarks.Mark(first.message().id(), 2));
        marks.set(ana, TEAM, last.message().id());
        assertThat(marks.of(ana))
                .containsEntry(TEAM, new ReadMarks.Mark(last.message().id(), 0));
        assertThat(marks.of(new Caller(Caller.Kind.CLIENT, "ana", Set.of()))).isEmpty();

        // marked as unread again, and more than are counted
        for (int i = 0; i < ReadMarks.MOST; i++) {
            hub.log().store(List.of(entry(draft(TEAM, "no " + i).build())));
        }
        marks.set(ana, TEAM, first.message().id());
        assertThat(marks.of(ana))
                .containsEntry(TEAM, new ReadMarks.Mark(first.message().id(), ReadMarks.MOST));
    }

    @Test
    void searchFindsByWordsSenderTagChannelAndTime() {
        Entry booking = entry(draft(TEAM, "Room for the Café?")
                .tags(Set.of(new Tag("booking", "4711")))
                .build());
        Entry other = entry(draft(OPS, "no room left")
                .sender(new Address("mailto:bo@x.org"))
                .build());
        hub.log().store(List.of(booking, other));
        Instant now = Instant.now();

        assertThat(found(by("room", null, null, null, null, null)))
                .containsExactly("no room left", "Room for the Café?");
        assertThat(found(by("room café", null, null, null, null, null))).containsExactly("Room for the Café?");
        assertThat(found(by("roo", null, null, null, null, null))).isEmpty();
        assertThat(found(by("?!", null, null, null, null, null))).isEmpty();
        assertThat(found(by(null, OPS, null, null, null, null))).containsExactly("no room left");
        assertThat(found(by(null, null, ANA, null, null, null))).containsExactly("Room for the Café?");
        assertThat(found(by(null, null, null, new Tag("booking", null), null, null)))
                .hasSize(1);
        assertThat(found(by(null, null, null, new Tag("booking", "4711"), null, null)))
                .hasSize(1);
        assertThat(found(by(null, null, null, new Tag("booking", "1"), null, null)))
                .isEmpty();
        assertThat(found(by(null, null, null, null, now.minusSeconds(60), now.plusSeconds(60))))
                .hasSize(2);
        assertThat(found(by(null, null, null, null, now.plusSeconds(60), null))).isEmpty();
        assertThat(found(by(null, null, null, null, null, now.minusSeconds(60))))
                .isEmpty();
    }

    @Test
    void searchShowsOnlyWhatArrivedOnOrReachedReadableChannels() throws SQLException {
        Entry secret = entry(draft(OPS, "secret").build());
        Entry shared = entry(draft(OPS, "shared").build(), due(TEAM));
        Entry own = entry(draft(TEAM, "own").build());
        hub.log().store(List.of(secret, shared, own));
        Search team = new Search(null, null, null, null, null, null, Set.of(TEAM), null);

        assertThat(found(team)).containsExactly("own");
        sent(shared);
        assertThat(found(team)).containsExactly("own", "shared");
        assertThat(found(new Search(null, null, null, null, null, null, Set.of(), null)))
                .isEmpty();
    }

    @Test
    void filesComeWithoutTheirBytesUntilTheyAreAskedFor() {
        byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
        Attachment file = new Attachment(Parts.IDS.next(), "a.txt", "text/plain", bytes);
        Entry entry =
                entry(draft(TEAM, "with a file").attachments(List.of(file)).build());
        hub.log().store(List.of(entry));
        MessageId id = entry.message().id();

        Kept kept = archive.find(List.of(id)).get(0);
        assertThat(kept.files()).containsExactly(new Kept.File(file.id(), "a.txt", "text/plain", 5));
        assertThat(archive.attachment(id, file.id()).orElseThrow().content()).isEqualTo(bytes);
        assertThat(archive.attachment(new MessageId(Parts.IDS.next()), file.id()))
                .isEmpty();
    }

    @Test
    void deadDeliveryIsDueAgainWithALineOfTrace() throws SQLException {
        Entry entry = entry(draft(OPS, "dead").build(), due(TEAM));
        hub.log().store(List.of(entry));
        DeliveryId id = entry.deliveries().get(0).id();

        assertThat(desk.redrive(id, "user:ana").orElseThrow().done()).isFalse();
        hub.execute("update delivery set state = 'dead', attempts = 9");
        DeliveryDesk.Redriven redriven = desk.redrive(id, "user:ana").orElseThrow();

        assertThat(redriven.done()).isTrue();
        assertThat(redriven.delivery().state()).isEqualTo(DeliveryState.PENDING);
        assertThat(redriven.delivery().attempts()).isZero();
        assertThat(desk.trace(entry.message().id()))
                .extracting(TraceEvent::type)
                .containsExactly(TraceEvent.Type.MESSAGE_STORED, TraceEvent.Type.DELIVERY_REDRIVEN);
        assertThat(desk.redrive(new DeliveryId(Parts.IDS.next()), "user:ana")).isEmpty();
    }

    @Test
    void deliveriesAreListedByStateAndChannelNewestFirst() throws SQLException {
        Entry entry = entry(draft(OPS, "many").build(), due(TEAM), due(OPS), due(TEAM));
        hub.log().store(List.of(entry));
        sent(entry);
        hub.log().store(List.of(entry(draft(OPS, "one more").build(), due(TEAM))));

        assertThat(desk.list(DeliveryState.SENT, TEAM, null, 10)).hasSize(2);
        assertThat(desk.list(DeliveryState.PENDING, null, null, 10)).hasSize(1);
        List<Delivery> all = desk.list(null, null, null, 10);
        assertThat(all).hasSize(4).isSortedAccordingTo((a, b) -> b.id().compareTo(a.id()));
        assertThat(desk.list(null, null, all.get(1).id(), 10)).hasSize(2);
        assertThat(desk.of(entry.message().id())).hasSize(3);
    }

    @Test
    void channelsAreCountedAndPausedOverRestarts() throws SQLException {
        Entry entry = entry(draft(OPS, "counted").build(), due(TEAM), due(TEAM));
        hub.log().store(List.of(entry));
        sent(entry);
        hub.execute("update delivery set state = 'dead' where id = '"
                + entry.deliveries().get(0).id() + "'");
        StoredChannels channels = new StoredChannels(database.database(), hub.events(), Clock.systemUTC());

        Tally ops = channels.tallies().get(OPS);
        assertThat(ops).isEqualTo(new Tally(1, 0, 0, 0, 0, entry.message().receivedAt()));
        assertThat(channels.tallies().get(TEAM)).isEqualTo(new Tally(0, 2, 1, 1, 0, null));
        assertThat(channels.open().get(TEAM)).isEqualTo(new ChannelBook.Open(0, 1));
        channels.setPaused(TEAM, true, "user:ana");
        channels.setPaused(TEAM, true, "user:ana");
        assertThat(channels.paused()).containsExactly(TEAM);
        assertThat(hub.number("select count(*) from trace_event where type = 'channel.state'"))
                .isOne();
        ChannelBook book = channels;
        book.setPaused(TEAM, false, "user:ana");
        assertThat(channels.paused()).isEmpty();
    }

    @Test
    void ruleChangesOnlyInTheVersionThatWasSeen() {
        StoredRules rules = new StoredRules(database.database(), Clock.systemUTC());
        UUID id = Parts.IDS.next();
        RuleShelf.Made first = rules.create(id, content("first", 2), "user:ana");
        RuleShelf.Made early = rules.create(Parts.IDS.next(), content("early", 1), "user:ana");

        assertThat(rules.all()).containsExactly(early, first);
        assertThat(rules.replace(id, 1, content("second", 2), "user:bo")).isPresent();
        assertThat(rules.replace(id, 1, content("third", 2), "user:bo")).isEmpty();
        assertThat(rules.delete(id, 1)).isFalse();
        assertThat(rules.delete(id, 2)).isTrue();
        assertThat(rules.all()).containsExactly(early);
    }

    @Test
    void storiesComeNewestFirst() {
        StoredStories stories = new StoredStories(database.database());
        for (int i = 0; i < 3; i++) {
            Story story = new Story("test", "title " + i, "text");
            database.database().inTransaction(session -> session.insert(story));
        }
        List<StoryShelf.Kept> first = stories.list(null, 2);
        StoryShelf.Kept last = first.get(1);

        assertThat(first).extracting(StoryShelf.Kept::title).containsExactly("title 2", "title 1");
        assertThat(stories.list(new StoryShelf.Place(last.createdAt(), last.id()), 2))
                .extracting(StoryShelf.Kept::title)
                .containsExactly("title 0");
        assertThat(stories.find(last.id())).contains(last);
        assertThat(stories.find(Parts.IDS.next())).isEmpty();
    }

    private static RuleShelf.Content content(String name, int order) {
        return new RuleShelf.Content(name, true, order, "{\"name\":\"" + name + "\",\"when\":{},\"then\":[]}");
    }

    private static Search by(
            @Nullable String words,
            @Nullable ChannelId channel,
            @Nullable Address sender,
            @Nullable Tag tag,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new Search(words, channel, sender, tag, from, to, null, null);
    }

    private List<String> found(Search search) {
        return texts(archive.search(search, 10));
    }

    private static List<String> texts(List<Kept> found) {
        return found.stream().map(kept -> kept.message().text()).toList();
    }

    private void sent(Entry entry) throws SQLException {
        hub.execute("update delivery set state = 'sent' where message_id = '"
                + entry.message().id() + "'");
    }
}
