package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;

/** Texts that come over SMPP, whole and in parts. */
class SmppIncomingTest extends SmppFixture {
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
        clock.pass(Duration.ofMinutes(2));
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
        clock.pass(Duration.ofMinutes(11));
        assertThat(line.late()).doesNotContain("ab");
    }

    @Test
    void whatIsThereGoesOnWithAMarkAndTheRestAfterIt() {
        int reference = references.incrementAndGet();
        smsc.part(ANA, reference, 3, 1, "one");
        smsc.part(ANA, reference, 3, 3, "three");
        assertThat(line.late()).doesNotContain("one […] three");
        clock.pass(Duration.ofMinutes(11));
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
    void takesOverABurstInFull() {
        List<Integer> answers = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> smsc.deliver("+4917" + (100000000 + i), "burst " + i))
                .toList();
        assertThat(answers).containsOnly(0);
        assertThat(line.said()).hasSize(100).doesNotHaveDuplicates();
    }
}
