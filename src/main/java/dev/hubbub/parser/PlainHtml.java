package dev.hubbub.parser;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Entities.EscapeMode;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/** HTML with plain elements and nothing that could act, load or link: no attributes at all. */
public final class PlainHtml {
    private static final Safelist PLAIN = new Safelist()
            .addTags("b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4")
            .addTags("h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub")
            .addTags("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul");

    private PlainHtml() {}

    /** The same with everything else taken out; what the elements taken out hold stays, scripts and styles do not. */
    public static @Nullable String clean(@Nullable String html) {
        return html == null ? null : Jsoup.clean(html, "", PLAIN, settings());
    }

    private static OutputSettings settings() {
        return new OutputSettings().prettyPrint(false).escapeMode(EscapeMode.xhtml);
    }
}
