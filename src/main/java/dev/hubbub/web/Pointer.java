package dev.hubbub.web;

import java.util.Collection;

/** JSON pointers (RFC 6901) as errors show them: never longer than people read, however long the names in a body are. */
final class Pointer {
    private static final int LONGEST = 300;

    private Pointer() {}

    /** The pointer of these steps. */
    static String of(Collection<String> path) {
        StringBuilder pointer = new StringBuilder();
        for (String step : path) {
            if (pointer.length() > LONGEST) {
                break;
            }
            pointer.append('/').append(shown(step));
        }
        return shortened(pointer.toString());
    }

    private static String shown(String step) {
        String bounded = step.length() > LONGEST ? step.substring(0, LONGEST) + "…" : step;
        return bounded.replace("~", "~0").replace("/", "~1");
    }

    static String shortened(String pointer) {
        return pointer.length() > LONGEST ? pointer.substring(0, LONGEST) + "…" : pointer;
    }
}
