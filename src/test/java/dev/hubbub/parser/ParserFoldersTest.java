package dev.hubbub.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.config.FileState;
import dev.hubbub.config.Problems;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserFoldersTest {
    @TempDir
    Path config;

    private final KeywordTagger tagger = new KeywordTagger();
    private final RecordRecogniser recogniser = new RecordRecogniser(Set::copyOf);

    @Test
    void followsItsFilesWhileRunning() throws Exception {
        Path keywords = config.resolve("keywords.yaml");
        Files.writeString(keywords, "tags: { incident: [ urgent, 'fire*' ], booking: reservation }");
        Files.createDirectory(config.resolve("resources"));
        Files.writeString(
                config.resolve("resources/booking.yaml"),
                "resources: [ { name: booking, pattern: '\\d{8}', href: '/bookings/{id}' } ]");
        try (ParserFolders folders = new ParserFolders(config, tagger, recogniser, state -> {}, Clock.systemUTC())) {
            folders.start();
            assertThat(folders.states()).extracting(FileState::kind).containsOnly(FileState.Kind.ACTIVE);
            Draft draft = draft("URGENT: firefighters, about 12345678");
            assertThat(tagger.wants(draft)).isTrue();
            assertThat(tagger.parse(draft).draft().tags()).containsExactly(Tag.parse("incident"));
            assertThat(recogniser.parse(draft).draft().tags()).containsExactly(Tag.parse("booking/12345678"));
            Files.writeString(keywords, "tags: { alarm: urgent }");
            await().untilAsserted(
                            () -> assertThat(tagger.parse(draft).draft().tags()).containsExactly(Tag.parse("alarm")));
            Files.delete(keywords);
            await().until(() -> !tagger.wants(draft));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "tags: [ urgent ]",
                "tags: { Incident: urgent }",
                "tags: { incident: 911 }",
                "tags: { incident: [] }",
                "tags: { incident: '*' }",
                "words: {}"
            })
    void refusesKeywordsThatAreWrong(String yaml) {
        Problems problems = new Problems("keywords.yaml");
        assertThat(KeywordTagger.read("keywords.yaml", yaml, problems)).isEmpty();
        assertThat(problems.list()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "resources: {}",
                "resources: [ { name: booking } ]",
                "resources: [ { name: Booking, pattern: x, href: '/{id}' } ]",
                "resources: [ { name: booking, pattern: '(', href: '/{id}' } ]",
                "resources: [ { name: booking, pattern: x, href: '/b' } ]",
                "resources: [ { name: booking, pattern: x, href: 'javascript:alert({id})' } ]",
                "resources: [ { name: booking, pattern: x, href: '//evil/{id}' } ]"
            })
    void refusesResourcesThatAreWrong(String yaml) {
        Problems problems = new Problems("resources.yaml");
        assertThat(ResourceFiles.read("resources.yaml", yaml, problems)).isEmpty();
        assertThat(problems.list()).isNotEmpty();
    }

    private static Draft draft(String text) {
        return Draft.of(ChannelId.parse("email/x"), new Address("mailto:ana@x.org"), text);
    }
}
