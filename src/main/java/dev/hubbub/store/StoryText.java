package dev.hubbub.store;

import dev.hubbub.store.crypt.Crypt;
import jakarta.persistence.AttributeConverter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A story's title or text, on its way into the database or out of it. A converter does not see the row; therefore the
 * value knows its story, and is decrypted when it is asked for.
 */
@Immutable
final class StoryText {
    static final String TITLE = "story.title";
    static final String TEXT = "story.text";

    private static final UUID ANY_ROW = new UUID(0, 0);

    private final @Nullable Story owner;
    private final String column;
    private final String plain;
    private final byte[] cell;
    private final @Nullable Crypt crypt;

    private StoryText(@Nullable Story owner, String column, String plain, byte[] cell, @Nullable Crypt crypt) {
        this.owner = owner;
        this.column = column;
        this.plain = plain;
        this.cell = cell;
        this.crypt = crypt;
    }

    /** A new one of that story. */
    static StoryText of(Story owner, String column, @Nullable String plain) {
        return new StoryText(owner, column, plain == null ? "" : plain, new byte[0], null);
    }

    /** What it says; {@link Crypt#LOST} if it cannot be decrypted. */
    String in(UUID row, String where) {
        return crypt == null ? plain : crypt.findText(row, where, cell);
    }

    private byte[] sealed(Crypt with) {
        return owner == null ? cell : with.encrypt(owner.getId(), column, plain);
    }

    /** Binds cells that an earlier version has bound to their table only. */
    static void bind(Connection connection, Crypt crypt) throws SQLException {
        try (Statement read = connection.createStatement();
                ResultSet row = read.executeQuery("select id, title, text from story where not bound");
                PreparedStatement write = connection.prepareStatement(
                        "update story set title = ?, text = ?, bound = true where id = ?")) {
            while (row.next()) {
                UUID id = row.getObject(1, UUID.class);
                write.setBytes(1, crypt.encrypt(id, TITLE, crypt.findText(ANY_ROW, TEXT, row.getBytes(2))));
                write.setBytes(2, crypt.encrypt(id, TEXT, crypt.findText(ANY_ROW, TEXT, row.getBytes(3))));
                write.setObject(3, id);
                write.executeUpdate();
            }
        }
    }

    /** To and from the column. */
    static final class Converter implements AttributeConverter<StoryText, byte[]> {
        private final Supplier<Crypt> crypt;

        Converter(Supplier<Crypt> crypt) {
            this.crypt = crypt;
        }

        @Override
        public byte @Nullable [] convertToDatabaseColumn(@Nullable StoryText text) {
            return text == null ? null : text.sealed(crypt.get());
        }

        @Override
        public @Nullable StoryText convertToEntityAttribute(byte @Nullable [] cell) {
            return cell == null ? null : new StoryText(null, "", "", cell, crypt.get());
        }
    }
}
