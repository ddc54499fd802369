package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.channel.sms.Spending;
import dev.hubbub.channel.sms.Spending.Limits;
import dev.hubbub.channel.sms.Spending.Sum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What texts may cost, on a real database. */
class StoredSpendingTest {
    private static final TestDatabase database = TestDatabase.create();
    private static final String ANA = "+491701111111";
    private static final String BEN = "+491702222222";
    private static final Limits NONE = new Limits(0, 0);

    private LocalDate day = LocalDate.EPOCH;
    private StoredSpending spending = new StoredSpending(database.database());

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void anotherYear(org.junit.jupiter.api.TestInfo test) {
        day = LocalDate.of(2030 + Math.floorMod(test.getDisplayName().hashCode(), 1000), 5, 1);
    }

    @AfterEach
    void close() {
        spending.close();
    }

    private Sum sum(String delivery, String number, int parts) {
        return new Sum(delivery + day, number, day, parts);
    }

    private Optional<String> spend(String delivery, String number, int parts, Limits limits) {
        return spending.spend(List.of(sum(delivery, number, parts)), limits);
    }

    private static long number(String sql) {
        return database.database().reading(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void exceedsNoLimitWhenManyTextsAskAtOnceOnTwoHubs() throws Exception {
        Limits limits = new Limits(37, 150);
        List<Callable<Integer>> senders = new ArrayList<>();
        try (Database second = Database.open(database.config(), database.keys());
                StoredSpending there = new StoredSpending(second)) {
            for (int i = 0; i < 16; i++) {
                Spending hub = i % 2 == 0 ? spending : there;
                String name = "sender" + i + ".";
                senders.add(() -> IntStream.range(0, 40)
                        .map(n -> granted(hub, sum(name + n, "+49170" + n % 5, 1 + n % 3), limits))
                        .sum());
            }
            List<Integer> granted = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(senders.size());
            for (Future<Integer> one : threads.invokeAll(senders)) {
                granted.add(one.get());
            }
            threads.shutdown();
            int sum = granted.stream().mapToInt(Integer::intValue).sum();
            assertThat(sum).isEqualTo(150);
        }
        assertThat(number("select sum(parts) from sms_spent where day = '" + day + "'"))
                .isEqualTo(150);
        assertThat(number("select max(parts) from sms_spent_total where number <> '' and day = '" + day + "'"))
                .isBetween(30L, 37L);
        assertThat(number(
                        "select count(*) from sms_spent_total t where day = '" + day + "' and number <> '' and parts <>"
                                + " (select sum(parts) from sms_spent s where s.day = t.day and s.number = t.number)"))
                .as("totals that are not the sum of their rows")
                .isZero();
    }

    private static int granted(Spending hub, Sum sum, Limits limits) {
        return hub.spend(List.of(sum), limits).isEmpty() ? sum.parts() : 0;
    }

    @Test
    void countsADeliveryOnceHoweverOftenItIsTriedAndOnWhicheverDay() {
        Limits limits = new Limits(2, 0);
        assertThat(spend("one", ANA, 2, limits)).isEmpty();
        assertThat(Collections.nCopies(3, sum("one", ANA, 2)))
                .allSatisfy(again ->
                        assertThat(spending.spend(List.of(again), limits)).isEmpty());
        assertThat(spend("two", ANA, 1, limits))
                .hasValueSatisfying(why -> assertThat(why).contains("hubbub.sms.per-number"));
        Sum tomorrow = new Sum("one" + day, ANA, day.plusDays(1), 2);
        assertThat(spending.spend(List.of(tomorrow), limits)).isEmpty();
        assertThat(number("select count(*) from sms_spent_total where day = '" + day.plusDays(1) + "'"))
                .isZero();
    }

    @Test
    void spendsNothingOfATextThatOneOfItsNumbersMayNotGet() {
        Limits limits = new Limits(2, 0);
        assertThat(spend("first", BEN, 2, limits)).isEmpty();
        assertThat(spending.spend(List.of(sum("both", ANA, 1), sum("both", BEN, 1)), limits))
                .isPresent();
        assertThat(spend("later", ANA, 2, limits)).as("Ana's share is whole").isEmpty();
        Limits daily = new Limits(0, 5);
        assertThat(spending.spend(List.of(sum("more", ANA, 1), sum("more", BEN, 1)), daily))
                .hasValueSatisfying(why -> assertThat(why).contains("hubbub.sms.per-day"));
        assertThat(spend("last", ANA, 1, daily)).isEmpty();
    }

    @Test
    void beginsADayWithNothingSpentAndForgetsThoseLongPast() {
        Limits limits = new Limits(0, 3);
        assertThat(spend("today", ANA, 3, limits)).isEmpty();
        assertThat(spend("too much", ANA, 1, limits)).isPresent();
        LocalDate before = day;
        day = day.plusDays(1);
        assertThat(spend("tomorrow", ANA, 3, limits)).isEmpty();
        assertThat(spend("too much", ANA, 1, limits)).isPresent();
        day = day.plusDays(61);
        assertThat(spend("in two months", ANA, 1, limits)).isEmpty();
        assertThat(number("select count(*) from sms_spent where day <= '" + before.plusDays(1) + "' and day >= '"
                        + before + "'"))
                .isZero();
    }

    @Test
    void knowsWhatWasSpentBeforeARestart() {
        assertThat(spend("before", ANA, 2, NONE)).isEmpty();
        spending.close();
        spending = new StoredSpending(database.database());
        assertThat(spend("after", ANA, 2, new Limits(0, 3))).isPresent();
        assertThat(spend("before", ANA, 2, new Limits(0, 3))).isEmpty();
        assertThat(spend("after", ANA, 1, new Limits(0, 3))).isEmpty();
    }
}
