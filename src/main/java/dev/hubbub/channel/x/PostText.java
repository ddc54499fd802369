package dev.hubbub.channel.x;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts as X measures them: 280 units, of which a Latin letter takes one, a letter of most other scripts and an emoji two, and a
 * link 23, however long it is (docs.x.com, “Counting characters”).
 */
public final class PostText {
    /** What one post holds. */
    public static final int MOST = 280;

    private static final int LINK = 23;
    private static final String CUT = "…";

    /** What X takes for a link (it links bare domains, too), else a character as people see it. */
    private static final Pattern PIECE = Pattern.compile(
            "(?<domain>(?<![\\p{Alnum}@._-])(?<link>https?://)?(?:[\\p{Alnum}-]+\\.)+\\p{Alpha}{2,}"
                    + "(?::[0-9]+)?(?:[/?#](?:[\\w~:/?#\\[\\]@!$&'()*+,;=%.-]*[\\w/#=&%+~-])?)?)|\\X",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EMOJI =
            Pattern.compile("[\\x{1F000}-\\x{1FAFF}\\x{2600}-\\x{27BF}\\x{20E3}\\x{FE0F}]");

    private PostText() {}

    private record Piece(String text, int weight) {
        boolean isSpace() {
            return text.isBlank();
        }
    }

    /** How much of a post a text takes. */
    public static int weight(String text) {
        return pieces(text).stream().mapToInt(Piece::weight).sum();
    }

    private static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher at = PIECE.matcher(Normalizer.normalize(text, Normalizer.Form.NFC));
        while (at.find()) {
            String piece = at.group();
            if (at.group("domain") != null) {
                // what only may be a link counts as what is more
                pieces.add(new Piece(piece, at.group("link") != null ? LINK : Math.max(LINK, plain(piece))));
            } else {
                pieces.add(new Piece(piece, EMOJI.matcher(piece).find() ? 2 : plain(piece)));
            }
        }
        return pieces;
    }

    private static int plain(String text) {
        return text.codePoints().map(PostText::weight).sum();
    }

    private static int weight(int c) {
        boolean light = c <= 4351 || (c >= 8192 && c <= 8205) || (c >= 8208 && c <= 8223) || (c >= 8242 && c <= 8247);
        return light ? 1 : 2;
    }

    /**
     * A text as posts, cut between words where it can be.
     *
     * @param most how many posts; the rest is left out, and dots show it
     */
    static List<String> posts(String text, int most) {
        List<String> posts = new ArrayList<>();
        List<Piece> rest = pieces(text.strip());
        while (!rest.isEmpty() && posts.size() < most) {
            boolean isLast = posts.size() == most - 1;
            int fitting = fitting(rest, MOST);
            if (fitting < rest.size() && isLast) {
                fitting = between(rest, fitting(rest, MOST - weight(CUT)));
                posts.add(text(rest.subList(0, fitting)) + CUT);
                return posts;
            }
            int end = fitting == rest.size() ? fitting : between(rest, fitting);
            String post = text(rest.subList(0, end));
            if (!post.isEmpty()) {
                posts.add(post);
            }
            rest = rest.subList(end, rest.size());
        }
        return posts;
    }

    /** How many pieces fit; at least one, so that it comes to an end. */
    private static int fitting(List<Piece> pieces, int room) {
        int sum = 0;
        for (int i = 0; i < pieces.size(); i++) {
            sum += pieces.get(i).weight();
            if (sum > room) {
                return Math.max(1, i);
            }
        }
        return pieces.size();
    }

    /** The last place between words, if it does not leave half a post empty. */
    private static int between(List<Piece> pieces, int end) {
        for (int i = end; i > end / 2; i--) {
            if (i < pieces.size() && pieces.get(i).isSpace()) {
                return i;
            }
        }
        return end;
    }

    private static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString().strip();
    }
}
