package dev.hubbub.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as COPY takes them in its binary format (PostgreSQL manual, COPY, "Binary Format"). */
final class CopyBytes {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final long EPOCH_2000 = 946_684_800L;
    private static final int TEXT = 25;
    private static final int INT8 = 20;

    private byte[] bytes;
    private int length;

    /** @param expected about how many bytes there will be */
    CopyBytes(int expected) {
        bytes = new byte[expected + 64];
        put(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    /** Begins a row of so many values. */
    void row(int values) {
        putShort(values);
    }

    /** Adds a value of the row, of a type as {@link Rows} has it. */
    void value(String type, @Nullable Object value) {
        if (value == null) {
            putInt(-1);
            return;
        }
        int start = length;
        putInt(0);
        switch (type) {
            case "uuid" -> putUuid((UUID) value);
            case "timestamptz" -> putInstant((Instant) value);
            case "bool" -> put(Boolean.TRUE.equals(value) ? 1 : 0);
            case "int4" -> putInt(((Number) value).intValue());
            case "bytea" -> put((byte[]) value);
            case "text" -> put(value.toString().getBytes(StandardCharsets.UTF_8));
            case "text[]" -> putTexts((Collection<?>) value);
            case "int8[]" -> putNumbers((long[]) value);
            default -> throw new IllegalArgumentException("nobody knows how to copy " + type);
        }
        int end = length;
        length = start;
        putInt(end - start - 4);
        length = end;
    }

    /** Ends the last row. */
    void end() {
        putShort(-1);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void putUuid(UUID id) {
        putLong(id.getMostSignificantBits());
        putLong(id.getLeastSignificantBits());
    }

    /** Microseconds since 2000, UTC; what is finer is cut off. */
    private void putInstant(Instant at) {
        putLong((at.getEpochSecond() - EPOCH_2000) * 1_000_000 + at.getNano() / 1000);
    }

    private void putTexts(Collection<?> texts) {
        putDimensions(texts.size(), TEXT);
        for (Object text : texts) {
            byte[] encoded = text.toString().getBytes(StandardCharsets.UTF_8);
            putInt(encoded.length);
            put(encoded);
        }
    }

    private void putNumbers(long[] numbers) {
        putDimensions(numbers.length, INT8);
        for (long number : numbers) {
            putInt(Long.BYTES);
            putLong(number);
        }
    }

    /** An array of one dimension, counted from 1; an empty one has none. */
    private void putDimensions(int size, int type) {
        putInt(size == 0 ? 0 : 1);
        putInt(0);
        putInt(type);
        if (size > 0) {
            putInt(size);
            putInt(1);
        }
    }

    private void put(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void put(int one) {
        ensure(1);
        bytes[length++] = (byte) one;
    }

    private void putShort(int value) {
        put(value >>> 8);
        put(value);
    }

    private void putInt(int value) {
        ensure(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
