package dev.hubbub.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario found.
 *
 * @param scenario its name
 * @param variant what differs within it, as {@code 64 connections}
 * @param unit of {@code ours} and {@code reference}, as {@code messages/s}
 * @param ours the hub's figure
 * @param against what it is compared with, as {@code camel}; null: with nothing
 * @param reference the other's figure in the same run
 * @param p50 of the latency in milliseconds, if there is one
 * @param p99 likewise
 * @param wanted the bound, in words
 * @param held whether it holds; null where it is only shown
 */
record Result(
        String scenario,
        String variant,
        String unit,
        double ours,
        @Nullable String against,
        @Nullable Double reference,
        @Nullable Double p50,
        @Nullable Double p99,
        String wanted,
        @Nullable Boolean held) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A figure that stands for itself. */
    static Result of(String scenario, String variant, String unit, double ours, String wanted, @Nullable Boolean held) {
        return new Result(scenario, variant, unit, ours, null, null, null, null, wanted, held);
    }

    /** A figure beside another, with the least ratio wanted. */
    static Result beside(
            String scenario, String variant, String unit, double ours, String against, double reference, double least) {
        return new Result(
                scenario,
                variant,
                unit,
                ours,
                against,
                reference,
                null,
                null,
                "≥ " + number(least) + " ×",
                ours >= least * reference);
    }

    /** The same with latencies, in milliseconds. */
    Result took(Latencies latencies) {
        return new Result(
                scenario,
                variant,
                unit,
                ours,
                against,
                reference,
                latencies.millis(50),
                latencies.millis(99),
                wanted,
                held);
    }

    /** The ratio of the two figures, if there are two. */
    @Nullable
    Double ratio() {
        return reference == null || reference == 0 ? null : ours / reference;
    }

    /** One line of JSON. */
    String json(String machine) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("scenario", scenario);
        line.put("variant", variant);
        line.put("unit", unit);
        line.put("ours", round(ours));
        line.put("against", against);
        line.put("reference", round(reference));
        line.put("ratio", round(ratio()));
        line.put("p50ms", round(p50));
        line.put("p99ms", round(p99));
        line.put("wanted", wanted);
        line.put("held", held);
        line.put("machine", machine);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One line of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "%-11s %-34s %12s %12s %8s %8s %8s  %-18s %s",
                scenario,
                variant,
                number(ours) + unitShort(),
                number(reference),
                number(ratio()),
                number(p50),
                number(p99),
                wanted,
                held == null ? "" : held ? "yes" : "NO");
    }

    static String head() {
        return String.format(
                Locale.ROOT,
                "%-11s %-34s %12s %12s %8s %8s %8s  %-18s %s",
                "scenario",
                "variant",
                "ours",
                "reference",
                "ratio",
                "p50 ms",
                "p99 ms",
                "wanted",
                "held");
    }

    private String unitShort() {
        return unit.endsWith("/s") ? "/s" : " " + unit;
    }

    private static @Nullable Double round(@Nullable Double value) {
        return value == null ? null : Math.round(value * 1000) / 1000.0;
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
