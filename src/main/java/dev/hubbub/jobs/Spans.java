package dev.hubbub.jobs;

import java.time.Duration;
import java.util.Locale;

/** How spans of time are written to people: {@code 1h30m}. */
final class Spans {
    private Spans() {}

    static String shown(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
