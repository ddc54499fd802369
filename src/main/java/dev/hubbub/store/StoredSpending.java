package dev.hubbub.store;

import dev.hubbub.channel.sms.Spending;
import dev.hubbub.commit.GroupCommit;
import dev.hubbub.intake.LogUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The tables of what texts cost: a row for each delivery and number, and what they come to on a day. Texts that ask while
 * others are being counted are counted together, in one transaction.
 */
public final class StoredSpending implements Spending, AutoCloseable {
    private static final int WAITING = 5000;
    private static final int BATCH = 500;

    private final Database database;
    private final GroupCommit<Request, Optional<String>> commits;

    public StoredSpending(Database database) {
        this.database = database;
        this.commits = new GroupCommit<>("hubbub-spending", WAITING, BATCH, this::commit);
    }

    /** One text's. */
    private record Request(List<Sum> sums, Limits limits) {}

    @Override
    public Optional<String> spend(List<Sum> sums, Limits limits) {
        @Nullable CompletableFuture<Optional<String>> answer = commits.offer(new Request(sums, limits));
        if (answer == null) {
            throw new LogUnavailableException("what the text costs cannot be counted now", null);
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private List<Optional<String>> commit(List<Request> batch) {
        return database.withConnection(connection -> commit(connection, batch));
    }

    private static List<Optional<String>> commit(Connection connection, List<Request> batch) throws SQLException {
        // one hub at a time, so that two cannot spend the same rest
        int unused = Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('sms_spent', 0))");
        SpentSums spent = SpentSums.read(
                connection,
                batch.stream().flatMap(request -> request.sums().stream()).toList());
        List<Optional<String>> answers = batch.stream()
                .map(request -> spent.spend(request.sums(), request.limits()))
                .toList();
        spent.write(connection);
        return answers;
    }

    @Override
    public void close() {
        commits.close();
    }
}
