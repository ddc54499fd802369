package dev.hubbub.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where texts lead: {@code app/linkify.js}, asked in the browser. */
@ExtendWith(OnStage.class)
class LinksTest {
    private final Visitor visitor;

    LinksTest(Stage stage) {
        visitor = stage.stranger().open("/");
    }

    @AfterEach
    void close() {
        visitor.close();
    }

    @Test
    void endBeforeThePunctuationOfTheSentence() {
        assertThat(linked("See https://a.example/x, (https://b.example/y_(z)) or https://c.example/!"))
                .containsExactly("https://a.example/x", "https://b.example/y_(z)", "https://c.example/");
    }

    @Test
    void leadToWebPagesOnly() {
        assertThat(linked("javascript:alert(1) data:text/html,x ftp://a.example file:///etc/passwd"))
                .isEmpty();
        assertThat(linked("abcd", link(0, 2, "javascript:alert(1)"), link(2, 4, "data:text/html,x")))
                .isEmpty();
    }

    @Test
    void areThoseTheHubFoundToo() {
        assertThat(linked("Booking 4711 is late", link(8, 12, "https://bookings.example/4711")))
                .containsExactly("4711");
        assertThat(linked("Booking 4711 is late", link(8, 12, "/search?tag=booking/4711")))
                .containsExactly("4711");
    }

    @Test
    void neverLieWithinEachOtherOrOutsideOfTheText() {
        assertThat(linked("https://a.example/4711", link(18, 22, "https://b.example/")))
                .containsExactly("https://a.example/4711");
        assertThat(linked("short", link(3, 99, "https://a.example/"), link(-1, 2, "https://a.example/")))
                .isEmpty();
    }

    private List<Object> linked(String text, Object... links) {
        Object found = visitor.page()
                .evaluate(
                        "async ([text, links]) => (await import('/assets/app/linkify.js')).stretches(text, links)"
                                + ".map(({ start, end }) => text.slice(start, end))",
                        List.of(text, List.of(links)));
        return List.copyOf((List<?>) found);
    }

    private static Object link(int start, int end, String href) {
        return Map.of("start", start, "end", end, "href", href);
    }
}
