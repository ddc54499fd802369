package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Scale;
import dev.hubbub.component.Headers;
import dev.hubbub.faults.Fault;
import dev.hubbub.faults.FaultProxy;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.peers.OwnCertificate;
import dev.hubbub.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways over SMPP, with an SMSC that behaves and one that does not. */
class SmppTest {
    private static final String ANA = "+4917012345678";
    private static final String TO_ANA = "tel:" + ANA;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestDatabase database;
    private static final AtomicInteger references = new AtomicInteger();

    private volatile Instant now = Instant.now();
    private Smsc smsc;
    private Line line;

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

    private Line open(Map<String, String> changes) throws Exception {
        int before = smsc.binds();
        Line opened = new Line(smsc, database, clock(), changes);
        await().atMost(PATIENCE).until(() -> smsc.binds() > before);
        return opened;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @AfterEach
    void stop() throws Exception {
        line.close();
        smsc.close();
    }

    private void awaitSent(String text) {
        await().atMost(PATIENCE).until(() -> line.send(TO_ANA, text) == null);
    }

    @Test
    void sendsAShortTextAsOneMessage() {
        awaitSent("Grüße [5 €]");
        SubmitSm taken = smsc.taken().get(0);
        assertThat(taken.getDestAddress()).isEqualTo(ANA.substring(1));
        assertThat(taken.getDestAddrTon()).isEqualTo((byte) 1);
        assertThat(taken.getDestAddrNpi()).isEqualTo((byte) 1);
        assertThat(taken.getSourceAddr()).isEqualTo("4915550000000");
        assertThat(taken.getDataCoding()).isZero();
        assertThat(taken.isUdhi()).isFalse();
        assertThat(taken.getShortMessage()).isEqualTo(Gsm7.encode("Grüße [5 €]"));
        assertThat(taken.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(line.lastId()).isEqualTo("3E9");
    }

    @Test
    void sendsALongTextInPartsUnderOneReference() {
        awaitSent("a".repeat(152) + "€" + "b".repeat(200));
        List<SubmitSm> taken = smsc.taken();
        assertThat(taken).hasSize(3).allMatch(SubmitSm::isUdhi);
        int reference = taken.get(0).getShortMessage()[3];
        for (int i = 0; i < 3; i++) {
            byte[] body = taken.get(i).getShortMessage();
            assertThat(List.of(body[0], body[1], body[2], body[3], body[4], body[5]))
                    .containsExactly((byte) 5, (byte) 0, (byte) 3, (byte) reference, (byte) 3, (byte) (i + 1));
            assertThat(body.length).isLessThanOrEqualTo(159);
        }
        assertThat(String.join("", smsc.texts())).isEqualTo("a".repeat(152) + "€" + "b".repeat(200));
        assertThat(taken.stream().map(SubmitSm::getRegisteredDelivery)).containsOnly((byte) 1);
    }

    @Test
    void sendsUcs2WhereTheAlphabetLacksACharacter() {
        awaitSent("ж".repeat(66) + "🚀" + "ж".repeat(30));
        assertThat(smsc.taken()).hasSize(2).allMatch(taken -> taken.getDataCoding() == 8);
        assertThat(smsc.texts()).containsExactly("ж".repeat(66), "🚀" + "ж".repeat(30));
    }

    @Test
    void tellsPartsByParametersWhereTheSmscWantsThat() throws Exception {
        line.close();
        line = open(Map.of("hubbub.sms.sar", "true"));
        awaitSent("x".repeat(200));
        SubmitSm second = smsc.taken().get(1);
        assertThat(second.isUdhi()).isFalse();
        assertThat(second.getShortMessage()).hasSize(47);
        assertThat(second.getOptionalParameter(OptionalParameter.Sar_total_segments.class)
                        .getValue())
                .isEqualTo((byte) 2);
        assertThat(second.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class)
                        .getValue())
                .isEqualTo((byte) 2);
    }

    @Test
    void goesOnWithThePartAtWhichItWasThrottled() {
        awaitSent("first");
        AtomicInteger count = new AtomicInteger();
        smsc.judge(submitted -> count.incrementAndGet() == 2 ? 0x58 : 0);
        Map<String, Object> delivery = Map.of(Headers.DELIVERY_ID, "delivery-1");
        String text = "t".repeat(400);
        assertThat(line.send(TO_ANA, text, delivery))
                .isInstanceOf(DeliveryException.Temporary.class)
                .hasMessageContaining("0x58");
        long began = System.nanoTime();
        assertThat(line.send(TO_ANA, text, delivery)).isNull();
        // it has been slowed down, and no part was submitted twice
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(200));
        assertThat(String.join("", smsc.texts())).isEqualTo("first" + text);
    }

    @Test
    void saysWhetherARefusalIsForGood() {
        awaitSent("first");
        smsc.judge(submitted -> 0x0B);
        assertThat(line.send(TO_ANA, "no")).isInstanceOf(DeliveryException.Permanent.class);
        smsc.judge(submitted -> 0x08);
        assertThat(line.send(TO_ANA, "later")).isInstanceOf(DeliveryException.Temporary.class);
    }

    @Test
    void whatWasCutOffIsUncertain() {
        awaitSent("first");
        smsc.judge(submitted -> Smsc.HANG_UP);
        assertThat(line.send(TO_ANA, "cut off")).isInstanceOf(DeliveryException.Uncertain.class);
        assertThat(smsc.texts()).contains("cut off");
    }

    @Test
    void comesBackWhenTheSmscDoes() throws Exception {
        awaitSent("first");
        for (int i = 0; i < 2; i++) {
            smsc.stop();
            await().atMost(PATIENCE).until(() -> line.send(TO_ANA, "meanwhile") instanceof DeliveryException.Temporary);
            smsc.start();
            await().atMost(PATIENCE).until(smsc::isBound);
            awaitSent("back " + i);
            assertThat(smsc.deliver(ANA, "hello " + i)).isZero();
        }
        assertThat(smsc.texts()).containsExactly("first", "back 0", "back 1");
        assertThat(line.said()).containsExactly("hello 0", "hello 1");
    }

    /** Texts out, texts in and receipts, while the SMSC leaves: once in good order, once in the middle of a word. */
    @Test
    void nothingIsLostAndNothingTwiceWhenTheSmscRestartsUnderTraffic() throws Exception {
        int each = Scale.of(60, 3_000);
        Set<String> uncertain = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        CompletableFuture<Void> out = each(each, n -> {
            if (!sent("out " + n)) {
                uncertain.add("out " + n);
            }
            done.incrementAndGet();
        });
        CompletableFuture<Void> in = each(each, n -> insist(() -> smsc.deliver(ANA, "in " + n) == 0));
        CompletableFuture<Void> receipts = each(each, n -> {
            await().atMost(PATIENCE).until(() -> smsc.taken().size() > n || out.isDone());
            insist(() -> smsc.deliver(ANA, 4, 0, Gsm7.encode("id:" + smsc.id(n) + " stat:DELIVRD")) == 0);
        });
        await().atMost(PATIENCE).until(() -> done.get() > each / 3);
        smsc.leave();
        smsc.start();
        await().atMost(PATIENCE).until(() -> done.get() > 2 * each / 3);
        smsc.stop();
        smsc.start();
        CompletableFuture.allOf(out, in, receipts).join();

        assertThat(smsc.texts()).doesNotHaveDuplicates();
        assertThat(smsc.texts())
                .containsAll(IntStream.range(0, each)
                        .mapToObj(n -> "out " + n)
                        .filter(text -> !uncertain.contains(text))
                        .toList());
        assertThat(uncertain).as("under way when the SMSC left").hasSizeLessThanOrEqualTo(2);
        // one that the SMSC repeats has the same id, by which the hub knows it
        Map<String, Set<String>> ids = new HashMap<>();
        line.texts.forEach(text ->
                ids.computeIfAbsent(text.body(), unused -> new HashSet<>()).add(text.header(Headers.EXTERNAL_ID)));
        assertThat(ids.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, each).mapToObj(n -> "in " + n).toList());
        assertThat(ids.values()).allMatch(same -> same.size() == 1);
        assertThat(line.receipts.stream()
                        .flatMap(told -> told.header(Headers.EXTERNAL_ID).lines())
                        .toList())
                .containsAll(IntStream.range(0, each).mapToObj(n -> smsc.id(n)).toList());
    }

    private static CompletableFuture<Void> each(int count, IntConsumer work) {
        return CompletableFuture.runAsync(() -> IntStream.range(0, count).forEach(work), command -> {
            Thread thread = new Thread(command, "traffic");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** As the hub's outbox does: tries again what certainly was not taken. */
    private boolean sent(String text) {
        AtomicBoolean sent = new AtomicBoolean();
        insist(() -> {
            Throwable failure = line.send(TO_ANA, text);
            sent.set(failure == null);
            return failure == null || failure instanceof DeliveryException.Uncertain;
        });
        return sent.get();
    }

    /** As an SMSC does: tries until it is acknowledged. */
    private static void insist(Callable<Boolean> attempt) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptions()
                .until(attempt);
    }

    @Test
    void startsWhileTheSmscIsAway() throws Exception {
        line.close();
        smsc.stop();
        line = new Line(smsc, database, clock(), Map.of());
        assertThat(line.send(TO_ANA, "too early")).isInstanceOf(DeliveryException.Temporary.class);
        smsc.start();
        awaitSent("at last");
        assertThat(smsc.texts()).containsExactly("at last");
    }

    @Test
    void aSilentSmscIsLeftAndLookedForUntilItAnswers() throws Exception {
        line.close();
        try (FaultProxy wire = new FaultProxy(smsc.port())) {
            line = new Line(
                    smsc,
                    database,
                    clock(),
                    Map.of("hubbub.sms.port", Integer.toString(wire.port()), "hubbub.sms.ping", "200ms"));
            awaitSent("first");
            wire.set(Fault.DROP);
            // not even the sign of life comes back: the connection is given up, and so are those that follow
            await().atMost(PATIENCE).until(() -> line.send(TO_ANA, "meanwhile") instanceof DeliveryException.Temporary);
            await().atMost(PATIENCE).until(() -> wire.accepted() > 2);
            wire.set(Fault.NONE);
            awaitSent("back");
            assertThat(smsc.texts()).containsExactly("first", "back");
            assertThat(smsc.deliver(ANA, "hello")).isZero();
            assertThat(line.said()).containsExactly("hello");
        }
    }

    @Test
    void anEncryptedConnectionStandsIfTheCertificateIsTrustedAndNamesTheHost(@TempDir Path folder) throws Exception {
        line.close();
        OwnCertificate certificate = OwnCertificate.in(folder);
        try (Smsc secured = Smsc.encrypted(certificate.context());
                FaultProxy wire = new FaultProxy(secured.port())) {
            Map<String, String> settings = Map.of(
                    "hubbub.sms.port",
                    Integer.toString(wire.port()),
                    "hubbub.sms.tls",
                    "true",
                    "hubbub.sms.trust",
                    certificate.trust().toString());
            line = new Line(secured, database, clock(), settings);
            awaitSent("not in the clear");
            assertThat(secured.texts()).containsExactly("not in the clear");
            assertThat(secured.deliver(ANA, "nor this")).isZero();
            assertThat(line.said()).containsExactly("nor this");
            for (Map<String, String> change : List.of(
                    Map.of("hubbub.sms.trust", ""),
                    Map.of("hubbub.sms.host", "localhost"),
                    Map.of("hubbub.sms.tls", "false"))) {
                line.close();
                int before = wire.accepted();
                Map<String, String> wrong = new HashMap<>(settings);
                wrong.putAll(change);
                line = new Line(secured, database, clock(), wrong);
                await().atMost(PATIENCE).until(() -> wire.accepted() > before + 1);
                assertThat(line.send(TO_ANA, "no")).as("%s", change).isInstanceOf(DeliveryException.Temporary.class);
            }
            assertThat(secured.binds()).isEqualTo(1);
        }
    }

    @Test
    void isNotConnectedWithAWrongPassword() throws Exception {
        line.close();
        line = new Line(smsc, database, clock(), Map.of("hubbub.sms.password", "wrong"));
        await().atMost(PATIENCE).until(() -> smsc.rejections() > 1);
        assertThat(line.send(TO_ANA, "no")).isInstanceOf(DeliveryException.Temporary.class);
        assertThat(smsc.isBound()).isFalse();
    }

    @Test
    void aSecondAccountHasKeysOfItsOwnAndTroubleOfItsOwn() throws Exception {
        line.close();
        try (Smsc backup = Smsc.started()) {
            line = open(Map.of(
                    "sms.backup.host", "127.0.0.1",
                    "sms.backup.port", Integer.toString(backup.port()),
                    "sms.backup.source", "Hubbub"));
            await().atMost(PATIENCE).until(() -> line.sendByBackup(TO_ANA, "by the second") == null);
            assertThat(backup.taken().get(0).getSourceAddr()).isEqualTo("Hubbub");
            assertThat(backup.taken().get(0).getSourceAddrTon()).isEqualTo((byte) 5);
            smsc.stop();
            assertThat(line.sendByBackup(TO_ANA, "still")).isNull();
            assertThat(backup.texts()).containsExactly("by the second", "still");
        }
    }

    @Test
    void foreignHeadersDoNotSteer() {
        awaitSent("first");
        Map<String, Object> hostile = Map.of(
                "CamelSmppDestAddr", "666",
                "CamelSmppSourceAddr", "evil",
                "CamelSmppCommandType", "QuerySm",
                "CamelSmppAlphabet", (byte) 8,
                "CamelSmppEncoding", "UTF-16",
                "CamelSmppSystemId", "evil",
                "CamelSmppServiceType", "evil",
                "CamelSmppOptionalParameter", Map.of((short) 0x1234, "evil"));
        assertThat(line.send(TO_ANA, "second", hostile)).isNull();
        SubmitSm taken = smsc.taken().get(1);
        assertThat(taken.getDestAddress()).isEqualTo(ANA.substring(1));
        assertThat(taken.getSourceAddr()).isEqualTo("4915550000000");
        assertThat(taken.getServiceType()).isNullOrEmpty();
        assertThat(taken.getShortMessage()).isEqualTo(Gsm7.encode("second"));
        assertThat(taken.getOptionalParameters()).isNullOrEmpty();
    }

    @Test
    void refusesWhatIsNoNumberOrNotAllowed() throws Exception {
        awaitSent("first");
        for (String nobody : List.of("mailto:ana@x.org", "tel:nobody", "nonsense", "tel:+49")) {
            assertThat(line.send(nobody, "no")).as(nobody).isInstanceOf(DeliveryException.Permanent.class);
        }
        assertThat(line.send("tel:0170-1234567;ext=1", "yes")).isNull();
        assertThat(smsc.taken().get(1).getDestAddress()).isEqualTo("491701234567");
        line.close();
        line = open(Map.of("hubbub.sms.prefixes", "+49, +43"));
        assertThat(line.send("tel:+16502530000", "no"))
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("hubbub.sms.prefixes");
        awaitSent("yes");
    }

    @Test
    void spendsNoMoreThanTheDaysLimit() throws Exception {
        line.close();
        line = open(Map.of("hubbub.sms.per-number", "3", "hubbub.sms.per-day", "4"));
        now = Instant.parse("2031-01-01T10:00:00Z");
        Map<String, Object> delivery = Map.of(Headers.DELIVERY_ID, "spent-1");
        await().atMost(PATIENCE).until(() -> line.send(TO_ANA, "x".repeat(200), delivery) == null);
        // a restart does not begin the day anew
        line.close();
        line = open(Map.of("hubbub.sms.per-number", "3", "hubbub.sms.per-day", "4"));
        await().atMost(PATIENCE).until(() -> line.send(TO_ANA, "y", Map.of(Headers.DELIVERY_ID, "spent-2")) == null);
        assertThat(line.send(TO_ANA, "z"))
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("hubbub.sms.per-number");
        assertThat(line.send("tel:+491709999999", "one")).isNull();
        assertThat(line.send("tel:+491709999998", "two"))
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("hubbub.sms.per-day");
        pass(Duration.ofDays(1));
        assertThat(line.send(TO_ANA, "tomorrow")).isNull();
    }

    @Test
    void leavesNoMoreMessagesUnansweredThanTheWindowHasRoomFor() throws Exception {
        line.close();
        line = open(Map.of("hubbub.sms.window", "2"));
        awaitSent("first");
        Semaphore answers = new Semaphore(0);
        AtomicInteger unanswered = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        smsc.judge(submitted -> {
            most.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
            answers.acquireUninterruptibly();
            unanswered.decrementAndGet();
            return 0;
        });
        ExecutorService senders = Executors.newFixedThreadPool(6);
        List<Future<Throwable>> sent = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String text = "at once " + i;
            sent.add(senders.submit(() -> line.send(TO_ANA, text)));
        }
        await().atMost(PATIENCE).until(() -> unanswered.get() == 2);
        answers.release(6);
        for (Future<Throwable> one : sent) {
            assertThat(one.get()).isNull();
        }
        senders.shutdown();
        assertThat(most).hasValue(2);
    }

    @Test
    void takesOverATextOnceHoweverOftenItComes() {
        assertThat(smsc.deliver(ANA, "Hello [€]")).isZero();
        assertThat(smsc.deliver(ANA, "Hello [€]")).isZero();
        assertThat(line.said()).containsExactly("Hello [€]", "Hello [€]");
        Line.Taken first = line.texts.get(0);
        // the hub knows it by its id
        assertThat(line.texts.get(1).header(Headers.EXTERNAL_ID)).isEqualTo(first.header(Headers.EXTERNAL_ID));
        assertThat(first.header(Headers.SENDER)).isEqualTo(TO_ANA);
        assertThat(first.header(Headers.SENDER_NAME)).isEqualTo(ANA);
        assertThat(first.header(Headers.REPLY_TO)).isEqualTo(TO_ANA);
        // after a while it is said again
        pass(Duration.ofMinutes(2));
        assertThat(smsc.deliver(ANA, "Hello [€]")).isZero();
        assertThat(line.texts.get(2).header(Headers.EXTERNAL_ID)).isNotEqualTo(first.header(Headers.EXTERNAL_ID));
    }

    @Test
    void showsNamesAsNamesAndDoesNotAnswerThem() {
        smsc.deliver("My Bank", "TAN 123");
        Line.Taken taken = line.texts.get(0);
        assertThat(taken.header(Headers.SENDER)).isEqualTo("sms:My%20Bank");
        assertThat(taken.header(Headers.SENDER_NAME)).isEqualTo("My Bank");
        assertThat(taken.headers()).doesNotContainKey(Headers.REPLY_TO);
    }

    @Test
    void doesNotHearItself() {
        assertThat(smsc.deliver("+4915550000000", "echo")).isZero();
        assertThat(line.said()).isEmpty();
    }

    @Test
    void joinsPartsInAnyOrderAndTwice() {
        int one = references.incrementAndGet();
        int two = references.incrementAndGet();
        smsc.part(ANA, one, 3, 3, "c");
        smsc.part(ANA, two, 2, 2, "z");
        smsc.part(ANA, one, 3, 1, "a");
        smsc.part(ANA, one, 3, 1, "a");
        smsc.part("+491709999999", one, 3, 2, "somebody else's");
        assertThat(line.said()).isEmpty();
        smsc.part(ANA, one, 3, 2, "b");
        smsc.part(ANA, two, 2, 1, "y");
        assertThat(line.said()).containsExactly("abc", "yz");
        // one that comes again later is a repeat of the whole
        smsc.part(ANA, one, 3, 2, "b");
        assertThat(line.texts.get(2).header(Headers.EXTERNAL_ID))
                .isEqualTo(line.texts.get(0).header(Headers.EXTERNAL_ID));
    }

    @Test
    void joinsPartsToldByParametersAndByLongReferences() {
        for (int number : List.of(2, 1)) {
            assertThat(smsc.deliver(
                            ANA,
                            0,
                            0,
                            Gsm7.encode("sar" + number),
                            new OptionalParameter.Sar_msg_ref_num((short) 0x7001),
                            new OptionalParameter.Sar_total_segments((byte) 2),
                            new OptionalParameter.Sar_segment_seqnum((byte) number)))
                    .isZero();
            byte[] text = ("long" + number).getBytes(StandardCharsets.US_ASCII);
            byte[] body = new byte[7 + text.length];
            System.arraycopy(new byte[] {6, 8, 4, 0x12, 0x34, 2, (byte) number}, 0, body, 0, 7);
            System.arraycopy(text, 0, body, 7, text.length);
            assertThat(smsc.deliver(ANA, 0x40, 1, body)).isZero();
        }
        assertThat(line.said()).containsExactly("sar1sar2", "long1long2");
    }

    @Test
    void partsSurviveARestart() throws Exception {
        int reference = references.incrementAndGet();
        smsc.part(ANA, reference, 2, 1, "before and ");
        line.close();
        line = open(Map.of());
        await().atMost(PATIENCE).until(() -> smsc.part(ANA, reference, 2, 2, "after") == 0);
        assertThat(line.said()).containsExactly("before and after");
    }

    @Test
    void aTextThatWasNotNotedAsPassedOnIsPassedOnUnderTheSameId() throws Exception {
        int reference = references.incrementAndGet();
        line.forgets(true);
        smsc.part(ANA, reference, 2, 1, "a");
        smsc.part(ANA, reference, 2, 2, "b");
        String id = line.texts.get(0).header(Headers.EXTERNAL_ID);
        line.forgets(false);
        smsc.part(ANA, reference, 2, 2, "b");
        assertThat(line.texts.get(1).header(Headers.EXTERNAL_ID)).isEqualTo(id);
        pass(Duration.ofMinutes(11));
        assertThat(line.late()).doesNotContain("ab");
    }

    @Test
    void whatIsThereGoesOnWithAMarkAndTheRestAfterIt() {
        int reference = references.incrementAndGet();
        smsc.part(ANA, reference, 3, 1, "one");
        smsc.part(ANA, reference, 3, 3, "three");
        assertThat(line.late()).doesNotContain("one […] three");
        pass(Duration.ofMinutes(11));
        assertThat(line.late()).contains("one […] three");
        assertThat(line.late()).isEmpty();
        smsc.part(ANA, reference, 3, 2, "two");
        assertThat(line.said()).containsExactly("[…] two […]");
    }

    @Test
    void aReferenceThatIsUsedAgainIsAnotherText() {
        int reference = references.incrementAndGet();
        smsc.part(ANA, reference, 2, 1, "a");
        smsc.part(ANA, reference, 2, 2, "b");
        smsc.part(ANA, reference, 2, 1, "c");
        smsc.part(ANA, reference, 2, 2, "d");
        assertThat(line.said()).containsExactly("ab", "cd");
    }

    @Test
    void acknowledgesOnlyWhatIsStored() {
        line.fail(new IllegalStateException("the database is away"));
        assertThat(smsc.deliver(ANA, "important")).isEqualTo(0x64);
        line.fail(null);
        assertThat(smsc.deliver(ANA, "important")).isZero();
        assertThat(line.said()).containsExactly("important");
        line.fail(Line.refusal());
        assertThat(smsc.deliver(ANA, "far too long")).isEqualTo(0x65);
    }

    @Test
    void handsOnReceipts() {
        smsc.deliver(ANA, 4, 0, Gsm7.encode("id:0000001001 sub:001 dlvrd:001 stat:DELIVRD err:000 text:hi"));
        smsc.deliver(
                ANA,
                4,
                0,
                Gsm7.encode("not as usual"),
                new OptionalParameter.Receipted_message_id("3E9"),
                new OptionalParameter.Message_state((byte) 5));
        smsc.deliver(ANA, 4, 0, Gsm7.encode("id:1 stat:ENROUTE"));
        smsc.deliver(ANA, 4, 0, Gsm7.encode("no receipt at all"));
        assertThat(line.receipts).hasSize(2);
        assertThat(line.receipts.get(0).header(Headers.RECEIPT)).isEqualTo("delivered");
        assertThat(line.receipts.get(0).header(Headers.EXTERNAL_ID).lines()).contains("3E9");
        assertThat(line.receipts.get(1).header(Headers.RECEIPT)).isEqualTo("bounced");
        assertThat(line.receipts.get(1).header(Headers.EXTERNAL_ID).lines()).startsWith("3E9");
        assertThat(line.said()).isEmpty();
    }

    /** Tells what became of the message that was taken as the n-th. */
    private void tell(int n, String state) {
        smsc.deliver(ANA, 4, 0, Gsm7.encode("id:" + smsc.id(n) + " sub:001 stat:" + state + " err:000 text:"));
    }

    @Test
    void aLongTextIsDeliveredWhenAllItsPartsAre() throws Exception {
        awaitSent("first");
        assertThat(line.send(TO_ANA, "long ".repeat(80))).isNull();
        String id = line.lastId();
        assertThat(id).isEqualTo(smsc.id(3));
        tell(3, "DELIVRD");
        tell(1, "DELIVRD");
        tell(1, "DELIVRD");
        tell(1, "ACCEPTD");
        assertThat(line.receipts).isEmpty();
        // whoever has the parts' ids keeps them over a restart
        line.close();
        line = open(Map.of());
        await().atMost(PATIENCE).until(smsc::isBound);
        tell(2, "DELIVRD");
        assertThat(line.receipts).hasSize(1);
        assertThat(line.receipts.get(0).header(Headers.RECEIPT)).isEqualTo("delivered");
        assertThat(line.receipts.get(0).header(Headers.EXTERNAL_ID)).isEqualTo(id);
    }

    @Test
    void aLongTextIsBouncedWhenOneOfItsPartsIsAndReceiptsComeAtOnce() throws Exception {
        awaitSent("first");
        assertThat(line.send(TO_ANA, "long ".repeat(80))).isNull();
        List<Integer> parts = List.of(1, 2, 3);
        parts.parallelStream().forEach(n -> tell(n, n == 2 ? "UNDELIV" : "DELIVRD"));
        assertThat(line.receipts)
                .isNotEmpty()
                .allMatch(told -> told.header(Headers.RECEIPT).equals("bounced")
                        && told.header(Headers.EXTERNAL_ID).equals(line.lastId()));
    }

    @Test
    void aReceiptThatOvertakesTheAnswerIsHeardAllTheSame() {
        awaitSent("first");
        // each part has its receipt before the SMSC's answer is out
        smsc.judge(submitted -> {
            int n = smsc.taken().size();
            var unused = CompletableFuture.runAsync(() -> tell(n, "DELIVRD"));
            return 0;
        });
        assertThat(line.send(TO_ANA, "long ".repeat(80))).isNull();
        await().atMost(PATIENCE).until(() -> !line.receipts.isEmpty());
        assertThat(line.receipts.get(0).header(Headers.RECEIPT)).isEqualTo("delivered");
    }

    @Test
    void aTextToSeveralIsDeliveredWhenItIsToAll() {
        awaitSent("first");
        assertThat(line.sendToAll("+491701234567, +491709999999", "to all")).isNull();
        assertThat(smsc.taken()).hasSize(3);
        tell(2, "DELIVRD");
        assertThat(line.receipts).isEmpty();
        tell(1, "DELIVRD");
        assertThat(line.receipts.get(0).header(Headers.EXTERNAL_ID)).isEqualTo(smsc.id(2));
    }

    @Test
    void aFurtherAttemptGoesOnWithThePartAtWhichItWasAlsoAfterARestart() throws Exception {
        awaitSent("first");
        AtomicInteger count = new AtomicInteger();
        smsc.judge(submitted -> count.incrementAndGet() == 2 ? 0x08 : 0);
        Map<String, Object> delivery = Map.of(Headers.DELIVERY_ID, "delivery-2");
        String text = "r".repeat(400);
        assertThat(line.send(TO_ANA, text, delivery)).isInstanceOf(DeliveryException.Temporary.class);
        line.close();
        line = open(Map.of());
        await().atMost(PATIENCE).until(() -> line.send(TO_ANA, text, delivery) == null);
        assertThat(String.join("", smsc.texts())).isEqualTo("first" + text);
        // by hand all of it is sent again
        assertThat(line.send(TO_ANA, text, delivery)).isNull();
        assertThat(String.join("", smsc.texts())).isEqualTo("first" + text + text);
    }

    @Test
    void takesOverABurstInFull() {
        List<Integer> answers = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> smsc.deliver("+4917" + (100000000 + i), "burst " + i))
                .toList();
        assertThat(answers).containsOnly(0);
        assertThat(line.said()).hasSize(100).doesNotHaveDuplicates();
    }
}
