package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What fuzz tests share: how bytes become text, what HTML may hold, and how long anything may take. */
public final class Fuzzed {
    private static final Duration PROMPTLY = Duration.ofSeconds(2);

    private static final Set<String> ELEMENTS = Set.of(
            ("b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins li ol p pre q s small span strong sub"
                            + " sup table tbody td tfoot th thead tr u ul")
                    .split(" "));

    private static final Pattern TAG = Pattern.compile("</?([a-z0-9]+)( /)?>");

    private Fuzzed() {}

    /** The bytes as UTF-8; what is none becomes U+FFFD. So a seed is a text file. */
    public static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** As {@link #text}, but U+E000 to U+E7FF stand for the halves of surrogate pairs, which no UTF-8 text has. */
    public static String brokenText(byte[] data) {
        StringBuilder text = new StringBuilder(text(data));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\uE000' && c <= '\uE7FF') {
                text.setCharAt(i, (char) (c - '\uE000' + Character.MIN_SURROGATE));
            }
        }
        return text.toString();
    }

    /** The text over and over, to this length; of an empty one nothing. */
    public static String repeated(String text, int length) {
        return text.isEmpty() ? "" : text.repeat(length / text.length() + 1).substring(0, length);
    }

    /** Whether to do what takes long: for every seed, but only for some of the many inputs that are made up. */
    public static boolean isChosen(byte[] data) {
        return System.getenv("JAZZER_FUZZ") == null || (Arrays.hashCode(data) & 63) == 0;
    }

    /** Every angle bracket belongs to a bare tag with an allowed name, so that no parser can find anything else. */
    public static void assertPlainHtml(String clean) {
        Matcher tag = TAG.matcher(clean);
        int at = 0;
        for (int open = clean.indexOf('<'); open >= 0; open = clean.indexOf('<', at)) {
            assertThat(tag.find(open) && tag.start() == open)
                    .as("a bare tag at %d of %s", open, clean)
                    .isTrue();
            assertThat(ELEMENTS).contains(tag.group(1));
            at = tag.end();
        }
    }

    /** Does something that must not take more than two seconds of the processor, whatever it is given. */
    public static void promptly(Runnable work) {
        long before = spent();
        work.run();
        assertThat(Duration.ofNanos(spent() - before)).isLessThan(PROMPTLY);
    }

    private static long spent() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
