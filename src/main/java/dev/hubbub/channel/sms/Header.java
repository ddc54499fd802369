package dev.hubbub.channel.sms;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which part of which text: what the user data header (3GPP TS 23.040, 9.2.3.24.1 and .8) or the segmentation parameters
 * of SMPP say.
 *
 * @param reference the same for all parts of a text
 * @param total how many there are, 2 to 255
 * @param number which one this is, from 1
 */
record Header(int reference, int total, int number) {
    private static final int SHORT_REFERENCE = 0x00;
    private static final int LONG_REFERENCE = 0x08;

    /** A body without its user data header, and what that said of parts. */
    record Split(Optional<Header> header, byte[] rest) {}

    /** Header of a part if the numbers make sense; a text of one part is none. */
    static Optional<Header> of(int reference, int total, int number) {
        return total > 1 && total <= Outgoing.MOST_PARTS && number >= 1 && number <= total
                ? Optional.of(new Header(reference, total, number))
                : Optional.empty();
    }

    /** Reads a body that begins with a user data header. One that is no header is text from its first byte. */
    static Split read(byte[] body) {
        int length = body.length == 0 ? 0 : body[0] & 0xFF;
        if (body.length == 0 || length + 1 > body.length) {
            return new Split(Optional.empty(), body);
        }
        Optional<Header> found = Optional.empty();
        int at = 1;
        while (at + 1 <= length) {
            int element = body[at] & 0xFF;
            int size = body[at + 1] & 0xFF;
            int data = at + 2;
            if (data + size > length + 1) {
                break;
            }
            if (element == SHORT_REFERENCE && size == 3) {
                found = of(body[data] & 0xFF, body[data + 1] & 0xFF, body[data + 2] & 0xFF);
            } else if (element == LONG_REFERENCE && size == 4) {
                int reference = ((body[data] & 0xFF) << 8) | (body[data + 1] & 0xFF);
                found = of(reference, body[data + 2] & 0xFF, body[data + 3] & 0xFF);
            }
            at = data + size;
        }
        return new Split(found, Arrays.copyOfRange(body, length + 1, body.length));
    }

    /** The body with the header before it, under a reference of one byte. */
    byte[] before(byte[] body) {
        byte[] all = new byte[body.length + 6];
        all[0] = 5;
        all[1] = SHORT_REFERENCE;
        all[2] = 3;
        all[3] = (byte) reference;
        all[4] = (byte) total;
        all[5] = (byte) number;
        System.arraycopy(body, 0, all, 6, body.length);
        return all;
    }
}
