package dev.hubbub.rules;

/**
 * A pattern in which {@code *} stands for any characters, none included. Letters' case does not matter. Matching never
 * takes longer than the product of both lengths.
 */
public final class Glob {
    private final String shown;
    private final String pattern;
    private final boolean literal;

    public Glob(String pattern) {
        this.shown = pattern;
        this.pattern = Folding.fold(pattern);
        this.literal = pattern.indexOf('*') < 0;
    }

    /** Whether there is no {@code *} in it. */
    public boolean isLiteral() {
        return literal;
    }

    /** The pattern in folded letters, as {@link #matches} wants its text. */
    String folded() {
        return pattern;
    }

    /** Whether a text, {@linkplain Folding#fold folded} already, is such. */
    boolean matches(String folded) {
        return literal ? pattern.equals(folded) : matchesWild(folded);
    }

    private boolean matchesWild(String text) {
        int p = 0;
        int star = -1;
        int resume = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.shown.equals(shown);
    }

    @Override
    public int hashCode() {
        return shown.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return shown;
    }
}
