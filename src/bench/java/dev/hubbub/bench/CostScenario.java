package dev.hubbub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        String database = ground.database("cost");
        try (HubRun hub = HubRun.start(ground, database, Sinks.files(), Map.of())) {
            HttpLoad load = new HttpLoad(hub.port(), new Texts(1).posts(2000, Sinks.PATH, hub.token(), 280));
            load.warm(64, ground.seconds(40));
            Deliveries.awaitNone(ground, database);
            double hubBefore = CpuTime.of(hub.pid());
            double postgresBefore = CpuTime.ofTree(ground.postgres().pid());
            HttpLoad.Outcome outcome = load.closed(64, ground.seconds(10)).all(201);
            double answered = outcome.answered();
            double hubThen = CpuTime.of(hub.pid());
            double postgresThen = CpuTime.ofTree(ground.postgres().pid());
            Deliveries.awaitNone(ground, database);
            double hubAfter = CpuTime.of(hub.pid());
            double postgresAfter = CpuTime.ofTree(ground.postgres().pid());
            results.add(Result.of(name(), "64 connections", "messages/s", outcome.perSecond(), "", null)
                    .took(outcome.latencies()));
            results.add(cost("hub, while posting", (hubThen - hubBefore) / answered));
            results.add(cost("database, while posting", (postgresThen - postgresBefore) / answered));
            results.add(cost("hub, in all", (hubAfter - hubBefore) / answered));
            results.add(cost("database, in all", (postgresAfter - postgresBefore) / answered));
        }
        return results;
    }

    private Result cost(String what, double seconds) {
        return Result.of(name(), what, "µs", seconds * 1e6, "", null);
    }
}
