package dev.hubbub.rules;

import com.google.re2j.Pattern;
import java.util.ArrayDeque;
import java.util.Deque;

/** Compiles regular expressions that anybody may have written (RE2: linear time). */
public final class Regexes {
    /** Steps of a compiled expression at most, roughly. */
    static final int MOST_STEPS = 2000;

    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");

    private Regexes() {}

    /**
     * Compiles an expression.
     *
     * @throws com.google.re2j.PatternSyntaxException if it is none
     * @throws IllegalArgumentException if repetitions within each other would make it huge, as in {@code
     *     ((a{100}){100}){100}}
     */
    public static Pattern compile(String expression) {
        if (new Steps(expression).count() > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "repeats too much: written out without counts {n} it has more than " + MOST_STEPS + " steps");
        }
        return Pattern.compile(expression);
    }

    /** How long an expression is with its counted repetitions written out; it need not be a right one. */
    private static final class Steps {
        private final String text;
        private final Deque<Long> outer = new ArrayDeque<>();
        private long sum;
        private long last;
        private int at;

        Steps(String text) {
            this.text = text;
        }

        long count() {
            while (at < text.length() && sum <= MOST_STEPS) {
                step(text.charAt(at++));
            }
            outer.forEach(open -> sum += open);
            return sum;
        }

        private void step(char c) {
            switch (c) {
                case '\\' -> {
                    at++;
                    one();
                }
                case '[' -> {
                    skipClass();
                    one();
                }
                case '(' -> {
                    outer.push(sum);
                    sum = 0;
                }
                case ')' -> {
                    last = sum;
                    sum += outer.isEmpty() ? 0 : outer.pop();
                }
                case '{' -> repeat();
                default -> one();
            }
        }

        private void one() {
            last = 1;
            sum++;
        }

        private void repeat() {
            var count = COUNT.matcher(text);
            if (!count.find(at - 1) || count.start() != at - 1) {
                one();
                return;
            }
            String most = count.group(2) == null || count.group(2).isEmpty() ? count.group(1) : count.group(2);
            long times = Math.max(1, Long.parseLong(most));
            sum += last * (times - 1);
            last *= times;
            at = count.end();
        }

        private void skipClass() {
            if (at < text.length() && text.charAt(at) == '^') {
                at++;
            }
            int first = at;
            while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        }
    }
}
