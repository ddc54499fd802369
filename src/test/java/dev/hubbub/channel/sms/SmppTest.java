package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.Headers;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;

/** Texts that go out over SMPP. */
class SmppTest extends SmppFixture {
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
        clock.set(Instant.parse("2031-01-01T10:00:00Z"));
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
        clock.pass(Duration.ofDays(1));
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
}
