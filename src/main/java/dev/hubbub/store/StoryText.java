package dev.hubbub.store;

import dev.hubbub.store.crypt.Crypt;
import jakarta.persistence.AttributeConverter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts a story's title and text on the way into the database. A converter does not see the row, so these cells
 * are bound to their table only.
 */
final class StoryText implements AttributeConverter<String, byte[]> {
    private static final UUID ANY_ROW = new UUID(0, 0);
    private static final String COLUMN = "story.text";

    private final Crypt crypt;

    StoryText(Crypt crypt) {
        this.crypt = crypt;
    }

    @Override
    public byte @Nullable [] convertToDatabaseColumn(@Nullable String text) {
        return text == null ? null : crypt.encrypt(ANY_ROW, COLUMN, text);
    }

    @Override
    public @Nullable String convertToEntityAttribute(byte @Nullable [] cell) {
        return cell == null ? null : crypt.decryptText(ANY_ROW, COLUMN, cell);
    }
}
