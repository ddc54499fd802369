package dev.hubbub.channel.sms;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageRequest;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jsmpp.bean.TypeOfNumber;
import org.jspecify.annotations.Nullable;

/** What an SMSC handed over ({@code deliver_sm} or {@code data_sm}), read. Everything in it is a stranger's. */
final class Incoming {
    private static final int MESSAGE_TYPE = 0x3C;
    private static final int INTERMEDIATE = 0x20;

    private final AbstractSmCommand command;

    Incoming(AbstractSmCommand command) {
        this.command = command;
    }

    boolean isReceipt() {
        return DeliverSm.isSmscDeliveryReceipt(command.getEsmClass());
    }

    /** Whether it tells of something that is not over yet; that is no news here. */
    boolean isIntermediate() {
        return (command.getEsmClass() & MESSAGE_TYPE) == INTERMEDIATE;
    }

    String source() {
        return command.getSourceAddr() == null ? "" : command.getSourceAddr();
    }

    /** Whether the hub hears itself: it was sent to the very number that it is from. */
    boolean isFromItself() {
        return !source().isEmpty() && digits(source()).equals(digits(target()));
    }

    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    private String target() {
        return command.getDestAddress() == null ? "" : command.getDestAddress();
    }

    boolean isInternational() {
        return command.getSourceAddrTon() == TypeOfNumber.INTERNATIONAL.value();
    }

    boolean isAlphanumeric() {
        return command.getSourceAddrTon() == TypeOfNumber.ALPHANUMERIC.value();
    }

    /** The text, or the part of one that this is, of a sender who goes by this address in the hub. */
    HeldTexts.Part part(String line, String sender) {
        byte[] body = body();
        Optional<Header> header = segmentation();
        if (GSMSpecificFeature.UDHI.containedIn(command.getEsmClass())) {
            Header.Split split = Header.read(body);
            body = split.rest();
            header = split.header().or(() -> segmentation());
        }
        HeldTexts.Piece piece = new HeldTexts.Piece(command.getDataCoding() & 0xFF, body);
        return new HeldTexts.Part(
                line,
                sender,
                target(),
                header.map(Header::reference).orElse(null),
                header.map(Header::total).orElse(1),
                header.map(Header::number).orElse(1),
                piece);
    }

    /** The same in the parameters of SMPP (5.3.2.22 to 24). */
    private Optional<Header> segmentation() {
        Optional<Integer> reference = number(Tag.SAR_MSG_REF_NUM);
        Optional<Integer> total = number(Tag.SAR_TOTAL_SEGMENTS);
        Optional<Integer> number = number(Tag.SAR_SEGMENT_SEQNUM);
        return reference.isPresent() && total.isPresent() && number.isPresent()
                ? Header.of(reference.get(), total.get(), number.get())
                : Optional.empty();
    }

    /** The receipt that this is, as the parameters say, else as the text does. */
    Receipt receipt() {
        return Receipt.of(
                text(Tag.RECEIPTED_MESSAGE_ID),
                number(Tag.MESSAGE_STATE),
                new String(body(), StandardCharsets.ISO_8859_1));
    }

    private byte[] body() {
        byte[] body = command instanceof MessageRequest request ? request.getShortMessage() : null;
        if (body != null && body.length > 0) {
            return body;
        }
        return parameter(Tag.MESSAGE_PAYLOAD) instanceof OptionalParameter.OctetString payload
                ? payload.getValue()
                : new byte[0];
    }

    private Optional<Integer> number(Tag tag) {
        OptionalParameter found = parameter(tag);
        if (found instanceof OptionalParameter.Short two) {
            return Optional.of(two.getValue() & 0xFFFF);
        }
        return found instanceof OptionalParameter.Byte one ? Optional.of(one.getValue() & 0xFF) : Optional.empty();
    }

    private Optional<String> text(Tag tag) {
        return parameter(tag) instanceof OptionalParameter.OctetString found
                ? Optional.of(new String(found.getValue(), StandardCharsets.ISO_8859_1)
                                .replace("\0", "")
                                .strip())
                        .filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private @Nullable OptionalParameter parameter(Tag tag) {
        return command.getOptionalParameters() == null ? null : command.getOptionalParameter(tag.code());
    }
}
