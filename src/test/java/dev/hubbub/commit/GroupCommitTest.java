package dev.hubbub.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final Duration DISTANCE = Duration.ofMillis(200);

    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final List<Long> starts = new CopyOnWriteArrayList<>();

    private List<Integer> commit(List<Integer> batch) {
        starts.add(System.nanoTime());
        batches.add(List.copyOf(batch));
        return batch;
    }

    private static CompletableFuture<Integer> taken(@Nullable CompletableFuture<Integer> answer) {
        return Objects.requireNonNull(answer, "there was no room");
    }

    @Test
    void keepsItsDistanceAndCommitsTogetherWhatCameMeanwhile() throws Exception {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        try (GroupCommit<Integer, Integer> commits = new GroupCommit<>("test", 100, 100, DISTANCE, this::commit)) {
            answers.add(taken(commits.offer(0)));
            answers.get(0).get(10, TimeUnit.SECONDS);
            for (int i = 1; i <= 10; i++) {
                answers.add(taken(commits.offer(i)));
            }
            answers.get(10).get(10, TimeUnit.SECONDS);
        }
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        assertThat(starts.get(1) - starts.get(0)).isGreaterThanOrEqualTo(DISTANCE.toNanos());
    }

    @Test
    void commitsAFullBatchAtOnceWhateverTheDistance() throws Exception {
        long began = System.nanoTime();
        try (GroupCommit<Integer, Integer> commits =
                new GroupCommit<>("test", 100, 1, Duration.ofMinutes(10), this::commit)) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(taken(commits.offer(i)));
            }
            answers.get(19).get(10, TimeUnit.SECONDS);
        }
        assertThat(batches).hasSize(20);
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MINUTES.toNanos(1));
    }

    /** Otherwise what comes again later would stand behind what it was ahead of. */
    @Test
    void commitsNothingWhoseAheadHasFailedInAnEarlierCommit() throws Exception {
        GroupCommit.Commit<Integer, Integer> failing = batch -> {
            if (batch.contains(1)) {
                throw new IllegalStateException("not now");
            }
            return commit(batch);
        };
        try (GroupCommit<Integer, Integer> commits = new GroupCommit<>("test", 100, 2, failing)) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            CompletableFuture<Integer> ahead = taken(commits.offer(0));
            for (int i = 1; i < 8; i++) {
                ahead = taken(commits.offer(i, Duration.ofSeconds(10), ahead));
                answers.add(ahead);
            }
            CompletableFuture<Integer> other = taken(commits.offer(8));
            assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(8);
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer)
                            .failsWithin(Duration.ofSeconds(10))
                            .withThrowableOfType(ExecutionException.class)
                            .withCauseInstanceOf(IllegalStateException.class));
        }
        assertThat(batches.stream().flatMap(List::stream).filter(item -> item > 0))
                .containsExactly(8);
    }

    @Test
    void forgetsNothingWhenItIsClosedWhileItKeepsItsDistance() throws Exception {
        GroupCommit<Integer, Integer> commits = new GroupCommit<>("test", 100, 100, DISTANCE, this::commit);
        taken(commits.offer(0)).get(10, TimeUnit.SECONDS);
        CompletableFuture<Integer> last = taken(commits.offer(1));
        commits.close();
        assertThat(last.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(commits.offer(2)).isNull();
    }
}
