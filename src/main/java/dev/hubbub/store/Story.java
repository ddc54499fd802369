package dev.hubbub.store;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** A short text worth keeping, as a fortune. Route files save one by {@code to: jpa:dev.hubbub.store.Story}. */
@Entity
@Table(name = "story")
public class Story {
    @Id
    private UUID id = UUID.randomUUID();

    @Column(name = "created_at", nullable = false)
    private Instant createdAt = Instant.now();

    @Column(nullable = false)
    private String source = "";

    @Convert(converter = StoryText.Converter.class)
    @Column(nullable = false)
    private StoryText title = StoryText.of(this, StoryText.TITLE, "");

    @Convert(converter = StoryText.Converter.class)
    @Column(nullable = false)
    private StoryText text = StoryText.of(this, StoryText.TEXT, "");

    /** An empty story, made now. */
    public Story() {}

    /**
     * A story made now.
     *
     * @param source where it is from, as {@code fortune}
     * @param title one line; encrypted at rest
     * @param text all of it; encrypted at rest
     */
    public Story(String source, String title, String text) {
        this.source = source;
        this.title = StoryText.of(this, StoryText.TITLE, title);
        this.text = StoryText.of(this, StoryText.TEXT, text);
    }

    /** A story that the same key and source name for ever: saved twice, it is one. */
    public static Story keyed(String key, String source, String title, String text) {
        Story story = new Story(source, title, text);
        story.id = UUID.nameUUIDFromBytes((source + "\n" + key).getBytes(StandardCharsets.UTF_8));
        return story;
    }

    public UUID getId() {
        return id;
    }

    public void setId(UUID id) {
        this.id = id;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public void setCreatedAt(Instant createdAt) {
        this.createdAt = createdAt;
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public String getTitle() {
        return title.in(id, StoryText.TITLE);
    }

    public void setTitle(String title) {
        this.title = StoryText.of(this, StoryText.TITLE, title);
    }

    public String getText() {
        return text.in(id, StoryText.TEXT);
    }

    public void setText(String text) {
        this.text = StoryText.of(this, StoryText.TEXT, text);
    }
}
