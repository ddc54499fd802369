package dev.hubbub.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.spi.OperableTrigger;

/** Cron jobs around both changes of the clocks in Europe/Berlin: 2027-03-28 2:00 to 3:00, 2027-10-31 3:00 to 2:00. */
class DaylightTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** From half an hour before midnight on, in the local time that people see. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0 30 2 * * ?, 28T03:30+02:00 29T02:30+02:00 30T02:30+02:00",
        "0 0 2 * * ?, 28T03:00+02:00 29T02:00+02:00",
        "0 0 3 * * ?, 28T03:00+02:00 29T03:00+02:00",
        "0 30 3 * * ?, 28T03:30+02:00 29T03:30+02:00",
        "'0 30 2,3 * * ?', 28T03:30+02:00 29T02:30+02:00 29T03:30+02:00",
        "'0 0/20 2 * * ?', 28T03:00+02:00 28T03:20+02:00 28T03:40+02:00 29T02:00+02:00",
        "0 0 * * * ?, 28T00:00+01:00 28T01:00+01:00 28T03:00+02:00 28T04:00+02:00",
        "0 0/30 1-3 * * ?, 28T01:00+01:00 28T01:30+01:00 28T03:00+02:00 28T03:30+02:00 29T01:00+02:00",
        "0 30 2 29 * ?, 29T02:30+02:00",
    })
    void timeThatTheClocksSkipComesOnceLaterByAsMuchAsTheySkip(String cron, String runs) {
        List<String> expected = List.of(runs.split(" ", -1));
        assertThat(runs(cron, "2027-03-27T23:30", expected.size()))
                .isEqualTo(expected.stream().map(run -> "2027-03-" + run).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0 30 2 * * ?, 10-31T02:30+01:00 11-01T02:30+01:00",
        "0 0 3 * * ?, 10-31T03:00+01:00 11-01T03:00+01:00",
        "0 0 * * * ?, 10-31T00:00+02:00 10-31T01:00+02:00 10-31T02:00+01:00 10-31T03:00+01:00",
    })
    void timeThatExistsTwiceComesOnceAtTheSecond(String cron, String runs) {
        List<String> expected = List.of(runs.split(" ", -1));
        assertThat(runs(cron, "2027-10-30T23:30", expected.size()))
                .isEqualTo(expected.stream().map(run -> "2027-" + run).toList());
    }

    @Test
    void eachDayOfTheYearHasOneRunOfEachDailyJob() {
        for (int minute = 0; minute < 24 * 60; minute += 15) {
            String cron = "0 " + minute % 60 + " " + minute / 60 + " * * ?";
            List<String> days = runs(cron, "2026-12-31T23:59", 365).stream()
                    .map(run -> run.substring(0, 10))
                    .toList();
            assertThat(days)
                    .as(cron)
                    .doesNotHaveDuplicates()
                    .hasSize(365)
                    .last()
                    .isEqualTo("2027-12-31");
        }
    }

    /** What the store does with a trigger: when it is made, and each time it has fired. */
    private static List<String> runs(String cron, String from, int count) {
        Instant now = LocalDateTime.parse(from).atZone(BERLIN).toInstant();
        OperableTrigger trigger = (OperableTrigger) TriggerBuilder.newTrigger()
                .withIdentity("job")
                .startAt(Date.from(now))
                .withSchedule(CronScheduleBuilder.cronSchedule(cron).inTimeZone(TimeZone.getTimeZone(BERLIN)))
                .build();
        trigger.computeFirstFireTime(null);
        List<String> runs = new ArrayList<>();
        while (runs.size() < count) {
            store(trigger, now);
            now = trigger.getNextFireTime().toInstant();
            ZonedDateTime local = now.atZone(BERLIN);
            runs.add(local.toOffsetDateTime().toString());
            trigger.triggered(null);
        }
        return runs;
    }

    private static void store(OperableTrigger trigger, Instant now) {
        Daylight.skippedRun((org.quartz.CronTrigger) trigger, now).ifPresent(trigger::setNextFireTime);
    }
}
