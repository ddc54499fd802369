package dev.hubbub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mail that comes in by SMTP, answered when it is durable. */
final class MailScenario implements Scenario {
    private static final List<Integer> CONNECTIONS = List.of(16, 64);
    private static final int ROUNDS = 3;

    private static final Map<String, String> FILES = Map.of(
            "routes/mail.camel.yaml",
            "- route: { from: { uri: \"mail:listen/bench\", steps: [ { to: \"hub:mail/bench\" } ] } }\n");

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public String about() {
        return "mails in by SMTP, answered when durable, beside a bare SubEthaSMTP that forgets them";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        int port = Ground.freePort();
        Map<String, String> settings = Map.of(
                "HUBBUB_MAIL_LISTEN_PORT", Integer.toString(port),
                "HUBBUB_MAIL_LISTEN_RATE", "100000000",
                "HUBBUB_MAIL_LISTEN_CONNECTIONS", "200",
                "HUBBUB_MAIL_LISTEN_CONNECTIONS_PER_ADDRESS", "100");
        try (HubRun hub = HubRun.start(ground, ground.database("mail"), FILES, settings);
                Reference bare = Reference.start(ground, BareMail.class)) {
            List<Result> results = new ArrayList<>();
            for (int connections : CONNECTIONS) {
                results.add(measure(
                        ground, connections, new MailLoad(port, connections), new MailLoad(bare.port(), connections)));
            }
            if (new Rest(hub).get("/messages?limit=1").path("items").isEmpty()) {
                throw new IOException("no mail is in the hub's log");
            }
            return results;
        }
    }

    private Result measure(Ground ground, int connections, MailLoad ours, MailLoad reference) throws Exception {
        // nothing is measured cold
        double unused = ours.measure(ground.seconds(10)) + reference.measure(ground.seconds(3));
        double[] first = new double[ROUNDS];
        double[] second = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ground.settle();
            first[round] = ours.measure(ground.seconds(3));
            ground.settle();
            second[round] = reference.measure(ground.seconds(2));
        }
        return new Result(
                name(),
                connections + " connections",
                "mails/s",
                Rounds.median(first),
                "bare SubEthaSMTP",
                Rounds.median(second),
                null,
                null,
                "shown",
                null);
    }
}
