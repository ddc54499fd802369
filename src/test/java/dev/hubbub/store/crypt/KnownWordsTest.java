package dev.hubbub.store.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownWordsTest {
    private static final int WORDS = 200_000;

    private final AtomicInteger made = new AtomicInteger();
    private final KnownWords known = new KnownWords(this::slowHash);

    private long slowHash(String word) {
        made.incrementAndGet();
        return Long.parseLong(word.substring(1)) * 0x9E3779B97F4A7C15L;
    }

    @Test
    void remembersAWordAndNothingElseForIt() {
        for (int round = 0; round < 3; round++) {
            assertThat(known.hash("w17")).isEqualTo(slowHash("w17"));
        }
        // once for the word, three times by this test
        assertThat(made).hasValue(4);
        assertThat(known.hash("w18")).isEqualTo(slowHash("w18"));
    }

    @Test
    void neverTakesOneWordForAnotherHoweverManyShareAPlace() {
        for (int i = 0; i < WORDS; i++) {
            assertThat(known.hash("w" + i)).isEqualTo(slowHash("w" + i));
        }
    }

    @Test
    void neverTakesOneWordForAnotherWhileManyThreadsAsk() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread;
                wrong.add(threads.submit(() -> {
                    int mistakes = 0;
                    for (int i = first; i < WORDS; i++) {
                        String word = "w" + i;
                        mistakes += known.hash(word) == slowHash(word) ? 0 : 1;
                    }
                    return mistakes;
                }));
            }
            for (Future<Integer> one : wrong) {
                assertThat(one.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
