package dev.hubbub.message;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words with commas between them, as options and keys hold them. */
public final class CommaList {
    private CommaList() {}

    /** Each word without space around it; none where there is no text, and none between two commas. */
    public static List<String> words(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
