package dev.hubbub.routes;

import dev.hubbub.routes.RouteText.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Walks a YAML tree once: its scalars with their lines, its route ids; refuses trees that grow without end. */
final class YamlWords {

    private static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 200;

    private static final Set<String> ROUTE_KEYS = Set.of("id", "description", "autoStartup", "steps", "note");

    private final List<Word> words = new ArrayList<>();
    private final List<Word> routeIds = new ArrayList<>();
    private final List<RoutePart> parts = new ArrayList<>();
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

    YamlWords(Node root) throws RouteProblem {
        if (size(root, 0) > MAX_NODES) {
            throw RouteProblem.text(null, "The file's aliases unfold to more than " + MAX_NODES + " values.");
        }
        if (root instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                Node route = value(list.getValue().get(i), "route");
                look(route);
                if (list.getFlowStyle() == FlowStyle.BLOCK) {
                    addPart(list.getValue(), i, route);
                }
            }
        } else if (value(root, "apiVersion") == null) {
            throw RouteProblem.text(line(root), "The file is no list of routes: it has to begin with '- route:'.");
        }
    }

    private void look(@Nullable Node route) throws RouteProblem {
        if (route == null) {
            return;
        }
        if (value(route, "id") instanceof ScalarNode id) {
            addRouteId(word(id));
        }
        if (route instanceof MappingNode map && value(route, "from") == null && allKnown(map)) {
            throw RouteProblem.text(line(route), "The route has no 'from'.");
        }
    }

    /** Whether a key could not be a misspelt one; Camel says which keys are wrong. */
    private static boolean allKnown(MappingNode route) {
        return route.getValue().stream()
                .allMatch(entry -> entry.getKeyNode() instanceof ScalarNode key && ROUTE_KEYS.contains(key.getValue()));
    }

    /** A route and the lines that are its own, as far as it has such. */
    private void addPart(List<Node> items, int index, @Nullable Node route) {
        if (route == null) {
            return;
        }
        int first = line(items.get(index));
        int last = index + 1 < items.size() ? line(items.get(index + 1)) - 1 : Integer.MAX_VALUE;
        Node from = value(route, "from");
        List<Word> inside = new ArrayList<>();
        gather(route, inside);
        parts.add(new RoutePart(
                text(value(route, "id")),
                text(value(route, "autoStartup")),
                from == null ? "" : text(value(from, "uri")),
                inside,
                first,
                last));
    }

    private static void gather(Node node, List<Word> inside) {
        if (node instanceof ScalarNode scalar) {
            inside.add(word(scalar));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(one -> gather(one, inside));
        } else if (node instanceof MappingNode map) {
            map.getValue().forEach(entry -> gather(entry.getValueNode(), inside));
        }
    }

    private static String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    List<RoutePart> parts() {
        return List.copyOf(parts);
    }

    List<Word> words() {
        return List.copyOf(words);
    }

    List<Word> routeIds() {
        return List.copyOf(routeIds);
    }

    private void addRouteId(Word id) throws RouteProblem {
        Map<String, Integer> lines = new HashMap<>();
        routeIds.forEach(known -> lines.put(known.text(), known.line()));
        Integer before = lines.get(id.text());
        if (before != null) {
            throw RouteProblem.text(
                    id.line(), "Route id '" + id.text() + "' stands already in line " + before + " of this file.");
        }
        routeIds.add(id);
    }

    /** How many values a node stands for once its aliases are unfolded; each node is walked once. */
    private long size(Node node, int depth) throws RouteProblem {
        Long known = sizes.get(node);
        if (known != null) {
            if (known < 0) {
                throw RouteProblem.text(line(node), "This value holds itself.");
            }
            return known;
        }
        if (depth > MAX_DEPTH) {
            throw RouteProblem.text(line(node), "The file is nested too deeply.");
        }
        sizes.put(node, -1L);
        long size = Math.min(1 + sizeOfChildren(node, depth + 1), Integer.MAX_VALUE);
        sizes.put(node, size);
        return size;
    }

    private long sizeOfChildren(Node node, int depth) throws RouteProblem {
        long size = 0;
        if (node instanceof ScalarNode scalar) {
            words.add(word(scalar));
        } else if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                size += size(item, depth);
            }
        } else if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                size += size(entry.getKeyNode(), depth) + size(entry.getValueNode(), depth);
            }
        }
        return size;
    }

    private static @Nullable Node value(Node node, String key) {
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)) {
                    return entry.getValueNode();
                }
            }
        }
        return null;
    }

    private static Word word(ScalarNode scalar) {
        return new Word(scalar.getValue(), line(scalar));
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
