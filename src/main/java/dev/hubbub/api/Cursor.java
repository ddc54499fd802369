package dev.hubbub.api;

import dev.hubbub.api.archive.StoryShelf;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Where a page of a list ended, as an opaque text: a letter for the list, then the place of the last entry. It names an
 * entry's place, not its number, so a page does not shift while new entries arrive.
 */
final class Cursor {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder BYTES = Base64.getUrlDecoder();

    private static final int ID = 2 * Long.BYTES;
    /** Seconds from 1970 within which times are: some 270 years, further than anything counts in microseconds. */
    private static final long FARTHEST = 1L << 33;

    private Cursor() {}

    /** After an entry of the list {@code kind}. */
    static String of(char kind, UUID id) {
        byte[] bytes = new byte[1 + ID];
        put(ByteBuffer.wrap(bytes), kind, id);
        return TEXT.encodeToString(bytes);
    }

    /** After a story of the list {@code kind}; its time counts to the microsecond. */
    static String of(char kind, StoryShelf.Place place) {
        byte[] bytes = new byte[1 + ID + Long.BYTES];
        put(ByteBuffer.wrap(bytes), kind, place.id())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, place.createdAt()));
        return TEXT.encodeToString(bytes);
    }

    /**
     * Reads {@link #of(char, UUID)}.
     *
     * @throws ProblemException if it is none of this list
     */
    static UUID id(char kind, String cursor) {
        return uuid(read(kind, cursor, ID));
    }

    /** Reads {@link #of(char, StoryShelf.Place)}. */
    static StoryShelf.Place place(char kind, String cursor) {
        ByteBuffer buffer = read(kind, cursor, ID + Long.BYTES);
        UUID id = uuid(buffer);
        long micros = buffer.getLong();
        if (Math.abs(micros / 1_000_000) > FARTHEST) {
            throw bad();
        }
        return new StoryShelf.Place(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), id);
    }

    private static ByteBuffer put(ByteBuffer buffer, char kind, UUID id) {
        return buffer.put((byte) kind).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static ByteBuffer read(char kind, String cursor, int length) {
        byte[] bytes;
        try {
            bytes = BYTES.decode(cursor);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        if (bytes.length != 1 + length || bytes[0] != (byte) kind) {
            throw bad();
        }
        return ByteBuffer.wrap(bytes, 1, length);
    }

    private static UUID uuid(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static ProblemException bad() {
        return new ProblemException(
                Problem.invalid(List.of(new Problem.FieldError("query.cursor", "is no cursor of this list"))));
    }
}
