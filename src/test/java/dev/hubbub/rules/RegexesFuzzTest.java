package dev.hubbub.rules;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.hubbub.Fuzzed;

/** Any expression is compiled and looked for in linear time, or refused. */
class RegexesFuzzTest {
    @FuzzTest
    void takesBearableTime(byte[] data) {
        String expression = Fuzzed.text(data);
        if (expression.length() > 500) {
            return;
        }
        try {
            Pattern[] compiled = new Pattern[1];
            Fuzzed.promptly(() -> compiled[0] = Regexes.compile(expression));
            Fuzzed.promptly(() ->
                    compiled[0].matcher(Fuzzed.repeated(expression, 5_000)).find());
            Fuzzed.promptly(() -> new Glob(expression + "*").matches(Fuzzed.repeated(expression, 5_000)));
        } catch (PatternSyntaxException e) {
            // is what Regexes promises
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).startsWith("repeats too much")) {
                throw e;
            }
        }
    }
}
