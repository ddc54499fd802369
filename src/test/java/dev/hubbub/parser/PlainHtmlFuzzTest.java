package dev.hubbub.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * However HTML is broken, what comes out holds plain elements only. What it holds is looked at by means of our own: every
 * angle bracket must belong to a bare tag with an allowed name, so that no parser can find anything else in it.
 */
class PlainHtmlFuzzTest {
    private static final Set<String> ALLOWED = Set.of(
            ("b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins li ol p pre q s small span strong sub"
                            + " sup table tbody td tfoot th thead tr u ul")
                    .split(" "));

    private static final Pattern TAG = Pattern.compile("</?([a-z0-9]+)( /)?>");

    @FuzzTest
    void letsOnlyPlainElementsThrough(byte[] data) {
        String html = Fuzzed.brokenText(data);
        String clean = String.valueOf(PlainHtml.clean(html));
        assertPlain(clean);
        assertPlain(String.valueOf(PlainHtml.clean(clean)));
        if (Fuzzed.isChosen(data)) {
            Fuzzed.promptly(() -> PlainHtml.clean(Fuzzed.repeated(html, 20_000)));
        }
    }

    private static void assertPlain(String clean) {
        Matcher tag = TAG.matcher(clean);
        int at = 0;
        for (int open = clean.indexOf('<'); open >= 0; open = clean.indexOf('<', at)) {
            assertThat(tag.find(open) && tag.start() == open)
                    .as("a bare tag at %d of %s", open, clean)
                    .isTrue();
            assertThat(ALLOWED).contains(tag.group(1));
            at = tag.end();
        }
    }
}
