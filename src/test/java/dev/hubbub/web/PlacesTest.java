package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Path ROUTER = Path.of("src/main/resources/ui/app/router.js");
    private static final Pattern ROUTE = Pattern.compile("\\['(/[^']*)', '[a-z-]+-page'\\]");

    @Test
    void areThoseThatThePageKnows() throws IOException {
        List<String> known = ROUTE.matcher(Files.readString(ROUTER))
                .results()
                .map(route -> route.group(1).replaceAll(":\\w+", "word"))
                .toList();

        assertThat(known).hasSizeGreaterThan(10).allMatch(Places::isOne);
    }

    @Test
    void areNothingElse() {
        assertThat(List.of("/api/v1/me", "/docs", "/channels", "/feeds/team", "/observe/metrics", "/session"))
                .noneMatch(Places::isOne);
    }
}
