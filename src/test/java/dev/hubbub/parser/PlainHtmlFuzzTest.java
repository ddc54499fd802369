package dev.hubbub.parser;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;

/**
 * However HTML is broken, what comes out holds plain elements only. What it holds is looked at by means of our own: every
 * angle bracket must belong to a bare tag with an allowed name, so that no parser can find anything else in it.
 */
class PlainHtmlFuzzTest {
    @FuzzTest
    void letsOnlyPlainElementsThrough(byte[] data) {
        String html = Fuzzed.brokenText(data);
        String clean = String.valueOf(PlainHtml.clean(html));
        Fuzzed.assertPlainHtml(clean);
        Fuzzed.assertPlainHtml(String.valueOf(PlainHtml.clean(clean)));
        if (Fuzzed.isChosen(data)) {
            Fuzzed.promptly(() -> PlainHtml.clean(Fuzzed.repeated(html, 20_000)));
        }
    }
}
