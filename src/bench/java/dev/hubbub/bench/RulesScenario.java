package dev.hubbub.bench;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.rules.RuleFiles;
import dev.hubbub.rules.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;

/** What rules cost: matching alone beside a list of Camel's predicates, then the whole path with few and with many rules. */
final class RulesScenario implements Scenario {
    private static final int[] COUNTS = {10, 1_000, 10_000};
    private static final int MESSAGES = 1_000;
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 64;
    private static final String HEAD = "rules:\n";

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String about() {
        return "10, 1,000 and 10,000 rules: matching alone, beside Camel's simple predicates; and the path of a message";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        List<Result> results = new ArrayList<>();
        for (int count : COUNTS) {
            results.add(match(ground, count));
        }
        results.addAll(path(ground));
        return results;
    }

    private Result match(Ground ground, int count) throws Exception {
        RuleSamples samples = new RuleSamples(count);
        List<RuleSamples.Sample> messages = samples.messages(MESSAGES);
        IntUnaryOperator ours = hub(samples, messages);
        double[] hub = new double[ROUNDS];
        double[] list = new double[ROUNDS];
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            IntUnaryOperator camel = camel(context, samples, messages);
            int found = 0;
            for (int i = 0; i < 40; i++) {
                int expected = camel.applyAsInt(i);
                if (ours.applyAsInt(i) != expected) {
                    throw new IllegalStateException("the two find different rules in message " + i);
                }
                found += expected;
            }
            if (found == 0) {
                throw new IllegalStateException("no rule is found in any message");
            }
            micros(ours, ground.seconds(0.7));
            micros(camel, ground.seconds(0.7));
            for (int round = 0; round < ROUNDS; round++) {
                hub[round] = micros(ours, ground.seconds(0.5));
                list[round] = micros(camel, ground.seconds(0.5));
            }
        }
        return faster(count, Rounds.median(hub), Rounds.median(list));
    }

    private Result faster(int count, double hub, double list) {
        double least = count >= 10_000 ? 150 : 1;
        String wanted = count >= 10_000 ? "≤ list / 150" : "≤ list";
        String variant = String.format(java.util.Locale.ROOT, "matching, %,d rules", count);
        return new Result(name(), variant, "µs", hub, "camel", list, null, null, wanted, hub * least <= list);
    }

    /** How many rules the hub finds in a message. */
    private static IntUnaryOperator hub(RuleSamples samples, List<RuleSamples.Sample> messages) {
        RuleFiles.Parsed parsed = RuleFiles.parse("rules.yaml", samples.yaml());
        if (!parsed.problems().isEmpty()) {
            throw new IllegalStateException(parsed.problems().toString());
        }
        RuleSet rules = new RuleSet(parsed.rules());
        List<Draft> drafts = messages.stream()
                .map(one -> Draft.of(ChannelId.parse(one.channel()), new Address(one.sender()), one.text()))
                .toList();
        Instant now = Instant.now();
        return i -> rules.match(drafts.get(i % drafts.size()), now).matches().size();
    }

    /** How many predicates of a list hold for a message. */
    private static IntUnaryOperator camel(
            DefaultCamelContext context, RuleSamples samples, List<RuleSamples.Sample> messages) {
        Language simple = context.resolveLanguage("simple");
        Predicate[] predicates =
                samples.simple().stream().map(simple::createPredicate).toArray(Predicate[]::new);
        Arrays.stream(predicates).forEach(predicate -> predicate.init(context));
        List<Exchange> exchanges = messages.stream()
                .map(one -> {
                    Exchange exchange = new DefaultExchange(context);
                    exchange.getMessage().setBody(one.text());
                    exchange.getMessage().setHeader("channel", one.channel());
                    exchange.getMessage().setHeader("sender", one.sender());
                    return exchange;
                })
                .toList();
        return i -> {
            Exchange exchange = exchanges.get(i % exchanges.size());
            int held = 0;
            for (Predicate predicate : predicates) {
                held += predicate.matches(exchange) ? 1 : 0;
            }
            return held;
        };
    }

    private static double micros(IntUnaryOperator matching, double seconds) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        int done = 0;
        int found = 0;
        while (System.nanoTime() < end || done < 20) {
            found += matching.applyAsInt(done++);
        }
        if (found < 0) {
            throw new IllegalStateException("never; it keeps the work from being optimised away");
        }
        return (System.nanoTime() - start) / 1e3 / done;
    }

    /** The same messages through the same warm hub, in turn with few and with many rules. */
    private List<Result> path(Ground ground) throws Exception {
        Warm warm = ground.warm();
        HttpLoad load = warm.posts();
        double[][] micros = new double[COUNTS.length][ROUNDS];
        Latencies[] latencies = new Latencies[COUNTS.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < COUNTS.length; i++) {
                warm.rules(
                        Sinks.SEND_TWICE + new RuleSamples(COUNTS[i] - 3).yaml().substring(HEAD.length()));
                warm.settle();
                HttpLoad.Outcome outcome =
                        load.closed(CONNECTIONS, ground.seconds(2)).all(201);
                micros[i][round] = 1e6 / outcome.perSecond();
                latencies[i] = round == 0 ? new Latencies() : latencies[i];
                latencies[i].add(outcome.latencies());
            }
        }
        List<Result> results = new ArrayList<>();
        double few = Rounds.median(micros[0]);
        for (int i = 0; i < COUNTS.length; i++) {
            results.add(path(COUNTS[i], Rounds.median(micros[i]), few, latencies[i]));
        }
        return results;
    }

    private Result path(int count, double micros, double few, Latencies latencies) {
        String variant = String.format(java.util.Locale.ROOT, "whole path, %,d rules", count);
        boolean many = count >= 10_000;
        String wanted = many ? "≤ 1.3 × 10 rules" : "";
        Boolean held = many ? Boolean.valueOf(micros <= 1.3 * few) : null;
        return new Result(name(), variant, "µs", micros, "10 rules", few, null, null, wanted, held).took(latencies);
    }
}
