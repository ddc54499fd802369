package dev.hubbub;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Channels that feed back into each other, by rules (a message on one is sent over another) and by routes (what is sent
 * over one arrives on another), at random; and, worked out apart from the hub, what becomes of a message.
 */
final class RuleGraph {
    private static final int MOST_HOPS = 8;
    private static final int MOST_ARRIVALS = 40;
    private static final int BOT = -1;

    final String kind;
    final int channels;
    /** Where what goes out over a channel comes in again. */
    private final List<List<Integer>> routes = new ArrayList<>();

    private final List<Rule> rules = new ArrayList<>();

    /** What a rule on a channel does: sends, then perhaps answers, then perhaps stops. */
    private record Rule(int channel, List<Integer> sends, boolean replies, boolean stops) {}

    /** What became of messages. */
    static final class Fate {
        final int[] arrivals;
        int answers;
        int suppressed;
        int heldBack;
        int deepest;

        Fate(int channels) {
            arrivals = new int[channels];
        }

        int arrived() {
            int all = 0;
            for (int one : arrivals) {
                all += one;
            }
            return all;
        }
    }

    private RuleGraph(String kind, int channels) {
        this.kind = kind;
        this.channels = channels;
    }

    /**
     * A graph with cycles in which a message arrives a few dozen times at most.
     *
     * @param deep whether it is surely one in which messages go on until hops run out
     */
    static RuleGraph random(String kind, boolean deep, Random random) {
        while (true) {
            RuleGraph graph = deep || random.nextInt(5) == 0 ? ring(kind, random) : tangle(kind, random);
            boolean small = true;
            for (int start = 0; small && start < graph.channels; start++) {
                Fate fate = new Fate(graph.channels);
                small = graph.post(start, fate);
            }
            if (small) {
                return graph;
            }
        }
    }

    /** Long enough that hops run out before new channels do, with some short cuts. */
    private static RuleGraph ring(String kind, Random random) {
        RuleGraph graph = new RuleGraph(kind, 22);
        for (int i = 0; i < graph.channels; i++) {
            boolean out = i % 2 == 1;
            graph.routes.add(out ? List.of((i + 1) % graph.channels) : List.of());
            if (!out) {
                graph.rules.add(new Rule(i, List.of(i + 1), random.nextInt(8) == 0, false));
            }
        }
        graph.rules.add(graph.rule(random));
        return graph;
    }

    private static RuleGraph tangle(String kind, Random random) {
        RuleGraph graph = new RuleGraph(kind, 2 + random.nextInt(8));
        for (int i = 0; i < graph.channels; i++) {
            List<Integer> into = new ArrayList<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                into.add(random.nextInt(graph.channels));
            }
            graph.routes.add(into);
        }
        for (int n = 1 + random.nextInt(2 * graph.channels); n > 0; n--) {
            graph.rules.add(graph.rule(random));
        }
        return graph;
    }

    private Rule rule(Random random) {
        List<Integer> sends = new ArrayList<>();
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            sends.add(random.nextInt(channels));
        }
        return new Rule(random.nextInt(channels), sends, random.nextInt(6) == 0, random.nextInt(10) == 0);
    }

    String channel(int number) {
        return kind + "/c" + number;
    }

    int ruleCount() {
        return rules.size();
    }

    /** Its routes as part of a route file. */
    String routeText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < channels; i++) {
            text.append("- route: { id: ").append(kind).append('-').append(i);
            text.append(", from: { uri: \"hub:").append(channel(i)).append("\", steps: [ ");
            text.append("{ removeHeaders: { pattern: \"HubbubSub*\" } }");
            for (int into : routes.get(i)) {
                text.append(", { to: \"hub:").append(channel(into)).append("\" }");
            }
            text.append(" ] } }\n");
        }
        return text.toString();
    }

    /** Its rules as part of a rule file. */
    String ruleText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            text.append("  - { name: ").append(kind).append('-').append(i);
            text.append(", when: { channel: ").append(channel(rule.channel())).append(" }, then: [ ");
            List<String> then = new ArrayList<>();
            rule.sends().forEach(to -> then.add("{ send: " + channel(to) + " }"));
            if (rule.replies()) {
                then.add("{ reply: \"heard\" }");
            }
            if (rule.stops()) {
                then.add("{ stop: true }");
            }
            text.append(String.join(", ", then)).append(" ] }\n");
        }
        return text.toString();
    }

    /** Works out what becomes of one message; false if it is too much. */
    boolean post(int channel, Fate fate) {
        int before = fate.arrived() + fate.answers;
        return arrive(channel, Set.of(), 0, false, fate, before + MOST_ARRIVALS);
    }

    private boolean arrive(int channel, Set<Integer> visited, int hops, boolean bot, Fate fate, int most) {
        fate.arrivals[channel]++;
        fate.deepest = Math.max(fate.deepest, hops);
        if (fate.arrived() + fate.answers > most) {
            return false;
        }
        List<Integer> planned = new ArrayList<>();
        boolean answered = false;
        for (Rule rule : rules) {
            if (rule.channel() != channel) {
                continue;
            }
            for (int to : rule.sends()) {
                if (to == channel || visited.contains(to) || hops >= MOST_HOPS || planned.contains(to)) {
                    fate.suppressed++;
                } else {
                    planned.add(to);
                }
            }
            if (rule.replies()) {
                boolean held = bot || hops >= MOST_HOPS || answered;
                fate.suppressed += held ? 1 : 0;
                answered |= !held;
            }
            if (rule.stops()) {
                break;
            }
        }
        boolean small = true;
        for (int to : planned) {
            small &= goOut(to, with(visited, channel, to), hops, bot, fate, most);
        }
        if (answered) {
            fate.answers++;
            small &= goOut(channel, with(visited, BOT, channel), hops + 1, true, fate, most);
        }
        return small;
    }

    private boolean goOut(int over, Set<Integer> visited, int hops, boolean bot, Fate fate, int most) {
        for (int into : routes.get(over)) {
            if (visited.contains(into) || hops + 1 > MOST_HOPS) {
                fate.heldBack++;
            } else if (!arrive(into, visited, hops + 1, bot, fate, most)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Integer> with(Set<Integer> visited, int one, int other) {
        Set<Integer> more = new HashSet<>(visited);
        more.add(one);
        more.add(other);
        return more;
    }
}
