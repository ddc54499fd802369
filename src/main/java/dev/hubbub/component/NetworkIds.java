package dev.hubbub.component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the ids by which networks name messages from a header. */
final class NetworkIds {
    private static final int MOST = 50;
    private static final int LONGEST = 1024;

    private NetworkIds() {}

    /**
     * The ids of a header, those that count first at the front: of a list or several words the last one goes first, as in
     * a mail's References. A text with spaces or commas may also be one id as it is, and is tried before its words.
     */
    static List<String> in(@Nullable Object header) {
        if (header == null) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        if (header instanceof Collection<?> several) {
            several.forEach(one -> ids.add(String.valueOf(one)));
            Collections.reverse(ids);
        } else {
            List<String> words = new ArrayList<>(List.of(header.toString().split("[,\\s]+", -1)));
            words.add(header.toString());
            Collections.reverse(words);
            ids.addAll(words);
        }
        Set<String> plain = new LinkedHashSet<>();
        ids.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST && id.indexOf('\0') < 0)
                .limit(MOST)
                .forEach(plain::add);
        return List.copyOf(plain);
    }
}
