package dev.hubbub.store;

import static dev.hubbub.store.Parts.OPS;
import static dev.hubbub.store.Parts.TEAM;

import dev.hubbub.intake.MessageLog.Answer;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.postgres.OwnPostgres;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A process that stores messages as fast as it can and says which are in the log, until somebody kills it. */
final class CrashWriter {
    /** Before a line of ids that have been stored. */
    static final String STORED = "stored ";

    private CrashWriter() {}

    /** Runs until it is killed; the arguments are the data folder, and where PostgreSQL's programs are. */
    public static void main(String[] args) throws Exception {
        DataFolder folder = DataFolder.take(Path.of(args[0]));
        OwnPostgres server = OwnPostgres.start(folder.path(), Path.of(args[1]));
        server.createDatabase("hub");
        Parts hub = Parts.join(Database.open(
                DatabaseConfig.of(server, "hub", 4), new KeySource(folder.path().resolve("keys.json"), "")));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int n = 0; ; n++) {
            List<Entry> batch = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                batch.add(Parts.entry(
                        Parts.draft(TEAM, "message " + i)
                                .externalId(n + "-" + i)
                                .build(),
                        Parts.inHand(OPS),
                        Parts.due(OPS)));
            }
            if (!hub.log().store(batch).stream().allMatch(Answer.Stored.class::isInstance)) {
                throw new IllegalStateException("not all were new");
            }
            out.println(STORED
                    + batch.stream()
                            .map(entry -> entry.message().id().toString())
                            .collect(Collectors.joining(" ")));
        }
    }
}
