package dev.hubbub.rules;

import com.google.re2j.Pattern;

/** Compiles regular expressions that anybody may have written (RE2: linear time). */
public final class Regexes {
    private static final int MOST_REPEATS = 1000;

    private Regexes() {}

    /**
     * Compiles an expression.
     *
     * @throws com.google.re2j.PatternSyntaxException if it is none
     * @throws IllegalArgumentException if counted repetitions within each other would make it huge
     */
    public static Pattern compile(String expression) {
        refuseBlowUp(expression);
        return Pattern.compile(expression);
    }

    /**
     * The compiled program of {@code ((a{100}){100}){100}} has a million steps. The product of all counts is a bound for
     * that, if a coarse one.
     */
    private static void refuseBlowUp(String expression) {
        long product = 1;
        var counts = COUNT.matcher(expression);
        while (counts.find()) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            product *= most.length() > 4 ? MOST_REPEATS + 1 : Math.max(1, Integer.parseInt(most));
            if (product > MOST_REPEATS * (long) MOST_REPEATS) {
                break;
            }
        }
        if (product > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    "repeats too often: all its counts {n} multiplied are more than " + MOST_REPEATS);
        }
    }

    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");
}
