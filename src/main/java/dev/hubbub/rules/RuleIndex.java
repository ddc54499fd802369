package dev.hubbub.rules;

import dev.hubbub.message.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a message to the rules that can match it.
 *
 * <p>Each rule has one bit. A rule about words is reached by the words found in the message, one about certain senders by
 * its sender, any other always; and none of them unless it is open to the message's channel. Below a handful of rules
 * asking is cheaper than looking up, so there only the channel leads.
 */
final class RuleIndex {
    /** Up to so many rules are reached by their channel only. */
    private static final int FEW_RULES = 32;

    /** So many channels are remembered; the names of channels come from files, so there are never many. */
    private static final int MOST_CHANNELS = 4096;

    private final List<Condition.All> rules;
    private final int words;
    private final long[] always;
    private final boolean ledByWords;
    private final int[][] byNeedle;
    private final Map<String, int[]> bySender;
    private final Map<ChannelId, View> views = new ConcurrentHashMap<>();

    /**
     * The rules one channel can reach.
     *
     * @param open those it can reach
     * @param always those of them that must be asked whatever the message says
     */
    private record View(long[] open, long[] always) {}

    RuleIndex(List<Condition.All> rules, Needles needles, int fewNeedles) {
        this.rules = rules;
        this.words = (rules.size() + 63) >> 6;
        this.always = new long[words];
        Map<Integer, List<Integer>> needleRules = new HashMap<>();
        Map<String, List<Integer>> senderRules = new HashMap<>();
        boolean led = rules.size() > FEW_RULES;
        this.ledByWords = led && needles.areMany(fewNeedles);
        for (int rule = 0; rule < rules.size(); rule++) {
            Condition.Sender senders = led ? literalSenders(rules.get(rule)) : null;
            Condition.Words phrases = ledByWords ? first(rules.get(rule), Condition.Words.class) : null;
            if (senders != null) {
                for (Glob glob : senders.patterns()) {
                    add(senderRules, glob.folded(), rule);
                }
            } else if (phrases != null) {
                for (Phrase phrase : phrases.phrases()) {
                    add(needleRules, needles.of(phrase, phrases.in()).id(), rule);
                }
            } else {
                always[rule >> 6] |= 1L << rule;
            }
        }
        this.byNeedle = new int[needles.size()][0];
        needleRules.forEach((needle, reached) -> byNeedle[needle] = ints(reached));
        this.bySender = new HashMap<>();
        senderRules.forEach((sender, reached) -> bySender.put(sender, ints(reached)));
        needles.seal(fewNeedles);
    }

    private static <K> void add(Map<K, List<Integer>> map, K key, int rule) {
        map.computeIfAbsent(key, k -> new ArrayList<>(1)).add(rule);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Condition.@Nullable Sender literalSenders(Condition.All rule) {
        Condition.Sender senders = first(rule, Condition.Sender.class);
        return senders != null && senders.patterns().stream().allMatch(Glob::isLiteral) ? senders : null;
    }

    private static <C extends Condition> @Nullable C first(Condition.All rule, Class<C> kind) {
        for (Condition condition : rule.conditions()) {
            if (kind.isInstance(condition)) {
                return kind.cast(condition);
            }
        }
        return null;
    }

    /** The rules that can match a message; each other rule cannot. */
    Candidates candidates(Facts facts) {
        View view = view(facts);
        long[] reached = null;
        if (!bySender.isEmpty()) {
            int[] own = bySender.get(facts.sender());
            if (own != null) {
                reached = new long[words];
                set(reached, own);
            }
        }
        if (ledByWords) {
            reached = reached == null ? new long[words] : reached;
            reachByWords(facts.found(), reached);
        }
        return new Candidates(view, reached);
    }

    private void reachByWords(long[] found, long[] reached) {
        for (int w = 0; w < found.length; w++) {
            for (long bits = found[w]; bits != 0; bits &= bits - 1) {
                set(reached, byNeedle[(w << 6) + Long.numberOfTrailingZeros(bits)]);
            }
        }
    }

    private static void set(long[] bits, int[] rules) {
        for (int rule : rules) {
            bits[rule >> 6] |= 1L << rule;
        }
    }

    private View view(Facts facts) {
        View known = views.get(facts.draft().channel());
        if (known != null) {
            return known;
        }
        View made = makeView(facts.channel());
        if (views.size() < MOST_CHANNELS) {
            views.put(facts.draft().channel(), made);
        }
        return made;
    }

    private View makeView(String channel) {
        long[] open = new long[words];
        long[] openAlways = new long[words];
        for (int rule = 0; rule < rules.size(); rule++) {
            Condition.Channel asked = first(rules.get(rule), Condition.Channel.class);
            if (asked == null || asked.patterns().stream().anyMatch(glob -> glob.matches(channel))) {
                open[rule >> 6] |= 1L << rule;
            }
        }
        for (int w = 0; w < words; w++) {
            openAlways[w] = open[w] & always[w];
        }
        return new View(open, openAlways);
    }

    /** Rules by their number, in their order. */
    static final class Candidates {
        private final View view;
        private final long @Nullable [] reached;

        private Candidates(View view, long @Nullable [] reached) {
            this.view = view;
            this.reached = reached;
        }

        /** The first candidate from there on, or -1. */
        int next(int from) {
            int w = from >> 6;
            long mask = -1L << from;
            while (w < view.always.length) {
                long bits = bits(w) & mask;
                if (bits != 0) {
                    return (w << 6) + Long.numberOfTrailingZeros(bits);
                }
                mask = -1L;
                w++;
            }
            return -1;
        }

        private long bits(int w) {
            long[] more = reached;
            return more == null ? view.always[w] : view.always[w] | (more[w] & view.open[w]);
        }
    }
}
