package dev.hubbub.channel.mail;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as text that can be read: blocks are lines, items begin with a dash, what is quoted with {@code >}. */
final class HtmlText {
    private static final Set<String> UNSEEN = Set.of("head", "script", "style", "title", "template", "noscript");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "tr",
            "table",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "li",
            "pre",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "blockquote",
            "section",
            "article",
            "header",
            "footer");

    private HtmlText() {}

    static String of(String html) {
        Writer writer = new Writer();
        Jsoup.parse(html).traverse(writer);
        return writer.text();
    }

    private static final class Writer implements NodeVisitor {
        private final StringBuilder all = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private int quoted;
        private int unseen;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text && unseen == 0) {
                String words = text.text();
                boolean spaced = line.length() == 0 || line.charAt(line.length() - 1) == ' ';
                line.append(spaced ? words.stripLeading() : words);
            } else if (node instanceof Element element) {
                begin(element.normalName());
            }
        }

        private void begin(String name) {
            if (UNSEEN.contains(name)) {
                unseen++;
            } else if (name.equals("br")) {
                endLine(true);
            } else if (BLOCKS.contains(name)) {
                endLine(false);
            }
            if (name.equals("blockquote")) {
                quoted++;
            } else if (name.equals("li") && unseen == 0) {
                line.append("- ");
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (UNSEEN.contains(name)) {
                unseen--;
            } else if (BLOCKS.contains(name)) {
                endLine(false);
                if (name.equals("p")) {
                    blankLine();
                }
            } else if (name.equals("td") || name.equals("th")) {
                line.append(' ');
            }
            if (name.equals("blockquote")) {
                quoted--;
            }
        }

        private void endLine(boolean always) {
            String words = line.toString().strip();
            line.setLength(0);
            if (!words.isEmpty()) {
                all.append("> ".repeat(Math.min(quoted, 5))).append(words).append('\n');
            } else if (always) {
                blankLine();
            }
        }

        private void blankLine() {
            if (all.length() > 0 && !endsWithBlankLine()) {
                all.append('\n');
            }
        }

        private boolean endsWithBlankLine() {
            int end = all.length();
            return end > 1 && all.charAt(end - 1) == '\n' && all.charAt(end - 2) == '\n';
        }

        String text() {
            endLine(false);
            return all.toString().strip();
        }
    }
}
