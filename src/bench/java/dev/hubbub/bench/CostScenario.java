package dev.hubbub.bench;

import java.util.ArrayList;
import java.util.List;

/** What one message costs in processor time, hub and database, all it leads to included. */
final class CostScenario implements Scenario {
    @Override
    public String name() {
        return "cost";
    }

    @Override
    public String about() {
        return "processor time of one message in hub and database, until its 2 deliveries are settled";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        List<Result> results = new ArrayList<>();
        Warm warm = ground.warm();
        long hub = warm.hub().pid();
        long postgres = ground.postgres().pid();
        double hubBefore = CpuTime.of(hub);
        double postgresBefore = CpuTime.ofTree(postgres);
        HttpLoad.Outcome outcome = warm.posts().closed(64, ground.seconds(5)).all(201);
        double answered = outcome.answered();
        double hubThen = CpuTime.of(hub);
        double postgresThen = CpuTime.ofTree(postgres);
        Deliveries.awaitNone(ground, warm.database());
        double hubAfter = CpuTime.of(hub);
        double postgresAfter = CpuTime.ofTree(postgres);
        results.add(Result.of(name(), "64 connections", "messages/s", outcome.perSecond(), "", null)
                .took(outcome.latencies()));
        results.add(cost("hub, while posting", (hubThen - hubBefore) / answered));
        results.add(cost("database, while posting", (postgresThen - postgresBefore) / answered));
        results.add(cost("hub, in all", (hubAfter - hubBefore) / answered));
        results.add(cost("database, in all", (postgresAfter - postgresBefore) / answered));
        return results;
    }

    private Result cost(String what, double seconds) {
        return Result.of(name(), what, "µs", seconds * 1e6, "", null);
    }
}
