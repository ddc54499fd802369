package dev.hubbub.api;

import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/** HTML with plain elements and nothing that could act, load or link: no attributes at all. */
final class PlainHtml {
    private static final Safelist PLAIN = new Safelist()
            .addTags("b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6")
            .addTags("hr", "i", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table")
            .addTags("tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul");

    private PlainHtml() {}

    static @Nullable String clean(@Nullable String html) {
        return html == null ? null : Jsoup.clean(html, PLAIN);
    }
}
