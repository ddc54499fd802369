package dev.hubbub.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what serves a path by going through its segments once, however many paths there are. Where a segment fits both a
 * word and a {@code {parameter}} of the contract, the word goes first.
 *
 * @param <T> what is found
 */
final class PathTable<T> {
    private final Node<T> root = new Node<>();

    /** What serves a path, and its parameters as they are written in the path. */
    record Found<T>(T value, Map<String, String> parameters) {}

    private static final class Node<T> {
        final Map<String, Node<T>> words = new HashMap<>();

        @Nullable
        Node<T> parameter;

        @Nullable
        T value;

        List<String> names = List.of();
    }

    /**
     * Adds a path of the contract, as {@code /rules/{id}}.
     *
     * @throws IllegalArgumentException if there is one of that shape already
     */
    void add(String template, T value) {
        Node<T> node = root;
        List<String> names = new ArrayList<>();
        for (String segment : segments(template)) {
            if (segment.startsWith("{")) {
                names.add(segment.substring(1, segment.length() - 1));
                if (node.parameter == null) {
                    node.parameter = new Node<>();
                }
                node = node.parameter;
            } else {
                node = node.words.computeIfAbsent(segment, unused -> new Node<>());
            }
        }
        if (node.value != null) {
            throw new IllegalArgumentException("two paths of the contract have the shape of " + template);
        }
        node.value = value;
        node.names = List.copyOf(names);
    }

    /** What serves this path, or null. */
    @Nullable
    Found<T> find(String path) {
        List<String> given = new ArrayList<>(4);
        Node<T> node = find(root, segments(path), 0, given);
        if (node == null || node.value == null) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            parameters.put(node.names.get(i), given.get(i));
        }
        return new Found<>(node.value, parameters);
    }

    private static <T> @Nullable Node<T> find(Node<T> from, List<String> segments, int at, List<String> given) {
        if (at == segments.size()) {
            return from.value == null ? null : from;
        }
        Node<T> word = from.words.get(segments.get(at));
        Node<T> found = word == null ? null : find(word, segments, at + 1, given);
        if (found != null || from.parameter == null || segments.get(at).isEmpty()) {
            return found;
        }
        given.add(segments.get(at));
        found = find(from.parameter, segments, at + 1, given);
        if (found == null) {
            given.remove(given.size() - 1);
        }
        return found;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(8);
        for (int start = 1; start <= path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            segments.add(path.substring(start, end));
            start = end + 1;
        }
        return segments;
    }
}
