package dev.hubbub.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Mail that comes in by SMTP, answered when it is durable. */
final class MailScenario implements Scenario {
    private static final int CONNECTIONS = 16;
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
                "HUBBUB_MAIL_LISTEN_CONNECTIONS_PER_ADDRESS", "50");
        try (HubRun hub = HubRun.start(ground, ground.database("mail"), FILES, settings);
                Reference bare = Reference.start(ground, BareMail.class)) {
            MailLoad ours = new MailLoad(port, CONNECTIONS);
            MailLoad reference = new MailLoad(bare.port(), CONNECTIONS);
            // nothing is measured cold
            double unused = ours.measure(ground.seconds(12)) + reference.measure(ground.seconds(3));
            double[] first = new double[ROUNDS];
            double[] second = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ground.settle();
                first[round] = ours.measure(ground.seconds(5));
                ground.settle();
                second[round] = reference.measure(ground.seconds(3));
            }
            if (new Rest(hub).get("/messages?limit=1").path("items").isEmpty()) {
                throw new IOException("no mail is in the hub's log");
            }
            return List.of(new Result(
                    name(),
                    CONNECTIONS + " connections",
                    "mails/s",
                    Rounds.median(first),
                    "bare SubEthaSMTP",
                    Rounds.median(second),
                    null,
                    null,
                    "shown",
                    null));
        }
    }
}
