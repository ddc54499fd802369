package dev.hubbub.web;

import java.util.List;
import java.util.Map;

/** Texts that no database keeps and no network carries: with NUL characters, or halves of surrogate pairs. */
final class Texts {
    static final String BROKEN = "holds a NUL character or half a character";

    private Texts() {}

    static boolean isBroken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return true;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Notes each broken text in a tree of maps and lists by its JSON pointer. */
    static void findBroken(Object value, String pointer, List<Problem.FieldError> errors) {
        if (value instanceof String text) {
            if (isBroken(text)) {
                errors.add(new Problem.FieldError(pointer, BROKEN));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (isBroken(String.valueOf(key))) {
                    errors.add(new Problem.FieldError(pointer, "has a name that " + BROKEN));
                } else if (inner != null) {
                    findBroken(inner, pointer + "/" + key, errors);
                }
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Object inner = list.get(i);
                if (inner != null) {
                    findBroken(inner, pointer + "/" + i, errors);
                }
            }
        }
    }
}
