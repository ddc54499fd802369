package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.Headers;
import dev.hubbub.outbox.DeliveryException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;

/** Receipts: of a text, of its parts, of a text to several. */
class SmppReceiptTest extends SmppFixture {
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
}
