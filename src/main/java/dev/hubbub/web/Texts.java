package dev.hubbub.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that no database keeps and no network carries: with NUL characters, or halves of surrogate pairs. */
final class Texts {
    static final String BROKEN = "holds a NUL character or half a character";

    private static final int MOST = 20;

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

    /** Notes the broken texts in a tree of maps and lists, the first {@value #MOST} of them, by their JSON pointers. */
    static void findBroken(Object value, List<Problem.FieldError> errors) {
        new Search(errors).look(value);
    }

    /** A walk through a tree; the pointer is only written out where something is found. */
    private static final class Search {
        private final Deque<String> path = new ArrayDeque<>();
        private final List<Problem.FieldError> errors;

        Search(List<Problem.FieldError> errors) {
            this.errors = errors;
        }

        void look(Object value) {
            if (value instanceof String text) {
                if (isBroken(text)) {
                    note(BROKEN);
                }
            } else if (value instanceof Map<?, ?> map) {
                map.forEach((key, inner) -> entry(String.valueOf(key), inner));
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    inner(Integer.toString(i), list.get(i));
                }
            }
        }

        private void entry(String key, @Nullable Object value) {
            if (isBroken(key)) {
                note("has a name that " + BROKEN);
            } else {
                inner(key, value);
            }
        }

        private void inner(String step, @Nullable Object value) {
            if (value != null && errors.size() < MOST) {
                path.addLast(step);
                look(value);
                path.removeLast();
            }
        }

        private void note(String reason) {
            if (errors.size() < MOST) {
                errors.add(new Problem.FieldError(Pointer.of(path), reason));
            }
        }
    }
}
