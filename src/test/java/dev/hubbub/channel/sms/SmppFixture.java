package dev.hubbub.channel.sms;

import static org.awaitility.Awaitility.await;

import dev.hubbub.SettableClock;
import dev.hubbub.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A line to an SMSC that does as it is told, for each test anew. */
abstract class SmppFixture {
    static final String ANA = "+4917012345678";
    static final String TO_ANA = "tel:" + ANA;
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static TestDatabase database;
    static final AtomicInteger references = new AtomicInteger();
    final SettableClock clock = new SettableClock(Instant.now());
    Smsc smsc;
    Line line;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        smsc = Smsc.started();
        line = open(Map.of());
    }

    Line open(Map<String, String> changes) throws Exception {
        int before = smsc.binds();
        Line opened = new Line(smsc, database, clock, changes);
        await().atMost(PATIENCE).until(() -> smsc.binds() > before);
        return opened;
    }

    @AfterEach
    void stop() throws Exception {
        line.close();
        smsc.close();
    }

    void awaitSent(String text) {
        await().atMost(PATIENCE).until(() -> line.send(TO_ANA, text) == null);
    }
}
