package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Scale;
import dev.hubbub.component.Headers;
import dev.hubbub.faults.Fault;
import dev.hubbub.faults.FaultProxy;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.peers.OwnCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to the SMSC: it comes back, is encrypted, and is one for each account. */
class SmppConnectionTest extends SmppFixture {
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
        line = new Line(smsc, database, clock, Map.of());
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
                    clock,
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
            line = new Line(secured, database, clock, settings);
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
                line = new Line(secured, database, clock, wrong);
                await().atMost(PATIENCE).until(() -> wire.accepted() > before + 1);
                assertThat(line.send(TO_ANA, "no")).as("%s", change).isInstanceOf(DeliveryException.Temporary.class);
            }
            assertThat(secured.binds()).isEqualTo(1);
        }
    }

    @Test
    void isNotConnectedWithAWrongPassword() throws Exception {
        line.close();
        line = new Line(smsc, database, clock, Map.of("hubbub.sms.password", "wrong"));
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
}
