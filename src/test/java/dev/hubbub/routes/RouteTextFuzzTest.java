package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;

/** The text of a route file is sound, or refused in a sentence with a line of the file. */
class RouteTextFuzzTest {
    @FuzzTest
    void readsOrRefuses(byte[] data) {
        String text = Fuzzed.text(data);
        int lines = 1
                + (int) text.chars()
                        .filter(c -> c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
                        .count();
        try {
            RouteText route = RouteText.of(text);
            assertThat(route.hash()).matches("[0-9a-f]{64}");
            route.channels()
                    .forEach(channel ->
                            assertThat(route.lineOf(channel.toString())).isBetween(1, lines));
            route.routeIds().forEach(id -> assertThat(id.line()).isBetween(1, lines));
        } catch (RouteProblem e) {
            assertThat(e.kind()).isEqualTo(RouteProblem.Kind.TEXT);
            assertThat(e.reason()).isNotBlank().endsWith(".");
            Integer line = e.line();
            if (line != null) {
                assertThat(line).isBetween(1, lines);
            }
        }
    }
}
