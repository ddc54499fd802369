package dev.hubbub.channel.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long X thinks that a text is, and where one is cut. */
class PostTextTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "Grüße, 5",
        "Ђжя, 3",
        "日本語, 6",
        "e\u0301, 1",
        "🚀, 2",
        "👨‍👩‍👧‍👦, 2",
        "👍🏽, 2",
        "🇩🇪, 2",
        "1️⃣, 2",
        "“dots…”, 8",
        "https://example.org/a/very/long/path/that/goes/on?and=on#and-on, 23",
        "http://a.de, 23",
        "see https://example.org/x., 28",
        "example.org, 23",
        "ana@example.org, 15",
    })
    void aTextIsAsLongAsXCounts(String text, int weight) {
        assertThat(PostText.weight(text)).isEqualTo(weight);
    }

    @Test
    void whatFitsIsOnePost() {
        assertThat(PostText.posts("x".repeat(280), 10)).containsExactly("x".repeat(280));
        assertThat(PostText.posts("日".repeat(140), 10)).containsExactly("日".repeat(140));
        assertThat(PostText.posts("日".repeat(141), 10)).hasSize(2);
    }

    @Test
    void aLongTextIsCutBetweenWordsAndNothingIsLost() {
        String text = "Wörter und 日本 🚀 https://example.org/" + "a".repeat(300) + " mehr ".repeat(100);

        List<String> posts = PostText.posts(text, 10);

        assertThat(posts)
                .hasSizeGreaterThan(2)
                .allSatisfy(post -> assertThat(PostText.weight(post)).isLessThanOrEqualTo(280));
        assertThat(String.join(" ", posts).replaceAll("\\s+", " "))
                .isEqualTo(text.strip().replaceAll("\\s+", " "));
    }

    @Test
    void noCharacterIsCutInTwo() {
        List<String> posts = PostText.posts("👨‍👩‍👧‍👦".repeat(300), 10);

        assertThat(posts)
                .hasSize(3)
                .allSatisfy(post -> assertThat(post.replace("👨‍👩‍👧‍👦", "")).isEmpty());
    }

    @Test
    void moreThanAllowedIsLeftOutAndDotsShowIt() {
        List<String> posts = PostText.posts("word ".repeat(1000), 3);

        assertThat(posts).hasSize(3);
        assertThat(posts.get(2)).endsWith("word…");
        assertThat(PostText.weight(posts.get(2))).isLessThanOrEqualTo(280);
    }
}
