package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SMSCs hand over, read: headers, parameters, codings, receipts; and what is none of these. */
class IncomingTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static DeliverSm delivered(int esmClass, int coding, byte[] body, OptionalParameter... parameters) {
        DeliverSm delivered = new DeliverSm();
        delivered.setSourceAddr("4917012345678");
        delivered.setSourceAddrTon((byte) 1);
        delivered.setDestAddress("4915550000000");
        delivered.setEsmClass((byte) esmClass);
        delivered.setDataCoding((byte) coding);
        delivered.setShortMessage(body);
        delivered.setOptionalParameters(parameters);
        return delivered;
    }

    private static HeldTexts.Part part(DeliverSm delivered) {
        return new Incoming(delivered).part("main", "tel:+4917012345678");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "050003AA0301 | 170 3 1", // a reference of one byte
                "050003AA0303 | 170 3 3",
                "060804BEEF0202 | 48879 2 2", // of two
                "0B05040B8423F0 0003AA0302 | 170 3 2", // after ports
                "07 240A 0003AA0302 | none", // an element that ends beyond the header
                "050003AA0300 | none", // there is no part 0
                "050003AA0304 | none", // nor one after the last
                "050003AA0101 | none", // one part is the whole
                "0400020A0301 | none" // too short to be one
            })
    void readsUserDataHeaders(String header, String expected) {
        HeldTexts.Part part = part(delivered(
                0x40,
                0,
                hex(header.replace(" ", "") + HexFormat.of().formatHex("hi".getBytes(StandardCharsets.US_ASCII)))));
        assertThat(part.reference() == null ? "none" : part.reference() + " " + part.total() + " " + part.number())
                .isEqualTo(expected);
    }

    @Test
    void aHeaderThatPromisesMoreThanThereIsIsText() {
        HeldTexts.Part part = part(delivered(0x40, 0, hex("7F0003AA0301")));
        assertThat(part.reference()).isNull();
        assertThat(part.piece().bytes()).hasSize(6);
    }

    @Test
    void anyBytesAreReadWithoutHarm() {
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            byte[] body = new byte[random.nextInt(20)];
            random.nextBytes(body);
            HeldTexts.Part part = part(delivered(random.nextInt(256), random.nextInt(256), body));
            assertThat(part.number()).isBetween(1, part.total());
            var pieces = new TreeMap<>(Map.of(part.number(), part.piece()));
            HeldTexts.Text text = new HeldTexts.Text(new UUID(0, 0), "tel:+49", part.total(), pieces, false);
            assertThat(Coding.text(text, Alphabet.Writing.GSM, "[…]")).isNotNull();
            new Incoming(delivered(4, 0, body)).receipt();
        }
    }

    @Test
    void readsSegmentationParameters() {
        HeldTexts.Part part = part(delivered(
                0,
                0,
                "hi".getBytes(StandardCharsets.US_ASCII),
                new OptionalParameter.Sar_msg_ref_num((short) 0xBEEF),
                new OptionalParameter.Sar_total_segments((byte) 200),
                new OptionalParameter.Sar_segment_seqnum((byte) 199)));
        assertThat(part.reference()).isEqualTo(0xBEEF);
        assertThat(part.total()).isEqualTo(200);
        assertThat(part.number()).isEqualTo(199);
    }

    @Test
    void readsThePayloadParameterOfBothPdus() {
        byte[] payload = "x".repeat(400).getBytes(StandardCharsets.US_ASCII);
        assertThat(part(delivered(0, 0, new byte[0], new OptionalParameter.Message_payload(payload)))
                        .piece()
                        .bytes())
                .isEqualTo(payload);
        DataSm data = new DataSm();
        data.setSourceAddr("491701");
        data.setDestAddress("49155");
        data.setOptionalParameters(new OptionalParameter.Message_payload(payload));
        assertThat(new Incoming(data).part("main", "tel:+491701").piece().bytes())
                .isEqualTo(payload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 004110 | @AΔ",
                "1 | 6869 | hi",
                "3 | E4F6 | äö",
                "8 | 0416D83DDE80 | Ж🚀",
                "24 | 0416 | Ж", // a flash message in UCS-2
                "240 | 0041 | @A", // a flash message in the default alphabet
                "4 | 0001 | [2 bytes that are no text]",
                "245 | 0001 | [2 bytes that are no text]"
            })
    void readsWhatTheDataCodingSays(int coding, String hex, String expected) {
        assertThat(text(1, Map.of(1, new HeldTexts.Piece(coding, hex(hex))))).isEqualTo(expected);
    }

    private static String text(int total, Map<Integer, HeldTexts.Piece> pieces) {
        HeldTexts.Text text = new HeldTexts.Text(new UUID(0, 0), "tel:+49", total, new TreeMap<>(pieces), false);
        return Coding.text(text, Alphabet.Writing.GSM, "[…]");
    }

    @Test
    void joinsCharactersThatASenderHasCut() {
        assertThat(text(2, Map.of(1, new HeldTexts.Piece(8, hex("D83D")), 2, new HeldTexts.Piece(8, hex("DE80")))))
                .isEqualTo("🚀");
        assertThat(text(2, Map.of(1, new HeldTexts.Piece(0, hex("411B")), 2, new HeldTexts.Piece(0, hex("6542")))))
                .isEqualTo("A€B");
    }

    @Test
    void joinsPartsInDifferentAlphabets() {
        assertThat(text(2, Map.of(1, new HeldTexts.Piece(0, hex("4142")), 2, new HeldTexts.Piece(8, hex("0416")))))
                .isEqualTo("ABЖ");
    }

    @Test
    void marksWhatIsMissing() {
        HeldTexts.Piece piece = new HeldTexts.Piece(0, hex("4142"));
        assertThat(text(3, Map.of(1, piece, 3, piece))).isEqualTo("AB […] AB");
        assertThat(text(4, Map.of(4, piece))).isEqualTo("[…] AB");
        assertThat(text(4, Map.of(1, piece))).isEqualTo("AB […]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id:1A2B sub:001 dlvrd:001 submit date:2611260215 done date:2611260216 stat:DELIVRD err:000 text:hi | delivered",
                "id:1 stat:EXPIRED | bounced",
                "ID:1 Stat:UNDELIV | bounced",
                "id:1 stat:REJECTD | bounced",
                "id:1 stat:DELETED | bounced",
                "id:1 stat:ACCEPTD | ",
                "id:1 stat:ENROUTE | ",
                "id:1 stat:UNKNOWN | ",
                "what a receipt | "
            })
    void readsReceipts(String text, String state) {
        assertThat(Receipt.of(Optional.empty(), Optional.empty(), text).state()).isEqualTo(state);
    }

    @Test
    void findsAnIdInWhicheverFormItWasToldBefore() {
        // told as 1A2B when it was taken, in decimal now
        assertThat(Receipt.of(Optional.empty(), Optional.of(2), "id:0000006699").ids())
                .contains("1A2B", "1a2b", "6699");
        // told in decimal, in hexadecimal now
        assertThat(Receipt.of(Optional.empty(), Optional.of(2), "id:1A2B").ids())
                .startsWith("1A2B")
                .contains("6699", "0000006699");
        // the parameter is what was told, so it goes first
        assertThat(Receipt.of(Optional.of("1A2B"), Optional.of(2), "id:6699").ids())
                .startsWith("1A2B", "6699");
        assertThat(Receipt.of(Optional.of("3f-77_x.9"), Optional.of(5), "").ids())
                .containsExactly("3f-77_x.9");
    }

    @Test
    void receiptsByParametersAloneAreReceipts() {
        Incoming incoming = new Incoming(delivered(
                0x04,
                0,
                new byte[0],
                new OptionalParameter.Receipted_message_id("77"),
                new OptionalParameter.Message_state((byte) 8)));
        assertThat(incoming.isReceipt()).isTrue();
        assertThat(incoming.receipt().ids()).startsWith("77");
        assertThat(incoming.receipt().state()).isEqualTo("bounced");
    }
}
