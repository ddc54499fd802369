package dev.hubbub.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "in 10m tea                        | 2026-06-10T12:10:00 | tea",
                "in 10 m tea                       | 2026-06-10T12:10:00 | tea",
                "in 10 minutes tea                 | 2026-06-10T12:10:00 | tea",
                "in 1h30m tea                      | 2026-06-10T13:30:00 | tea",
                "IN 1H30M Tea                      | 2026-06-10T13:30:00 | Tea",
                "in 1h 30m tea                     | 2026-06-10T13:30:00 | tea",
                "in 1 hour 30 min tea              | 2026-06-10T13:30:00 | tea",
                "in 90s tea                        | 2026-06-10T12:01:30 | tea",
                "in 2d tea                         | 2026-06-12T12:00:00 | tea",
                "in 1w2d tea                       | 2026-06-19T12:00:00 | tea",
                "in 10m 5 days later it is due     | 2026-06-10T12:10:00 | 5 days later it is due",
                "in 10m 2 eggs                     | 2026-06-10T12:10:00 | 2 eggs",
                "in 10m 30                         | 2026-06-10T12:10:00 | 30",
                "me in 10m tea                     | 2026-06-10T12:10:00 | tea",
                "at 17:30 tea                      | 2026-06-10T17:30:00 | tea",
                "at 5:30pm tea                     | 2026-06-10T17:30:00 | tea",
                "at 5 pm tea                       | 2026-06-10T17:00:00 | tea",
                "at 12am tea                       | 2026-06-11T00:00:00 | tea",
                "at 11:59 tea                      | 2026-06-11T11:59:00 | tea",
                "at 12:00 tea                      | 2026-06-11T12:00:00 | tea",
                "at 12:00:01 tea                   | 2026-06-10T12:00:01 | tea",
                "at 2026-12-24 09:00 tea           | 2026-12-24T09:00:00 | tea",
                "at 2026-12-24T09:00 tea           | 2026-12-24T09:00:00 | tea",
                "on 2026-12-24 at 9:00 tea         | 2026-12-24T09:00:00 | tea",
                "tomorrow 9:00 tea                 | 2026-06-11T09:00:00 | tea",
                "tomorrow at 9am tea               | 2026-06-11T09:00:00 | tea",
                "today 18:00 tea                   | 2026-06-10T18:00:00 | tea",
                "'in 10m  two  spaces\nand a line' | 2026-06-10T12:10:00 | 'two  spaces\nand a line'",
            })
    void readsMoments(String written, LocalDateTime at, String text) throws Refusal {
        When when = When.read(written, noonInBerlin(), BERLIN);
        assertThat(when.at()).isEqualTo(at.atZone(BERLIN));
        assertThat(when.text()).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} said at {1} in {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // 2026-03-29: 02:00 becomes 03:00 in Berlin; 2026-10-25: 03:00 becomes 02:00
                "at 2026-03-29 02:30 x | 2026-03-28T12:00 | Europe/Berlin    | 2026-03-29T01:30:00Z | true",
                "in 1d x               | 2026-03-28T02:30 | Europe/Berlin    | 2026-03-29T01:30:00Z | false",
                "in 24h x              | 2026-03-28T12:00 | Europe/Berlin    | 2026-03-29T11:00:00Z | false",
                "in 1d x               | 2026-03-28T12:00 | Europe/Berlin    | 2026-03-29T10:00:00Z | false",
                "at 2026-10-25 02:30 x | 2026-10-24T12:00 | Europe/Berlin    | 2026-10-25T00:30:00Z | false",
                "tomorrow 2:30 x       | 2026-10-24T12:00 | Europe/Berlin    | 2026-10-25T00:30:00Z | false",
                // a time that does not exist, by each way of saying it
                "at 2:30 x             | 2026-03-28T23:00 | Europe/Berlin    | 2026-03-29T01:30:00Z | true",
                "at 2:30 x             | 2026-03-29T01:59 | Europe/Berlin    | 2026-03-29T01:30:00Z | true",
                "today 2:00 x          | 2026-03-29T01:00 | Europe/Berlin    | 2026-03-29T01:00:00Z | true",
                "today 2:59:59 x       | 2026-03-29T01:00 | Europe/Berlin    | 2026-03-29T01:59:59Z | true",
                "tomorrow at 2:30am x  | 2026-03-28T12:00 | Europe/Berlin    | 2026-03-29T01:30:00Z | true",
                "at 2026-03-29T02:30 x | 2026-03-28T12:00 | Europe/Berlin    | 2026-03-29T01:30:00Z | true",
                "today 3:00 x          | 2026-03-29T01:00 | Europe/Berlin    | 2026-03-29T01:00:00Z | false",
                "at 2:30 x             | 2026-03-29T03:40 | Europe/Berlin    | 2026-03-30T00:30:00Z | false",
                "in 1w x               | 2026-03-22T02:30 | Europe/Berlin    | 2026-03-29T01:30:00Z | false",
                "in 1d30m x            | 2026-03-28T02:30 | Europe/Berlin    | 2026-03-29T02:00:00Z | false",
                // a time that exists twice: the first
                "at 2:30 x             | 2026-10-25T01:59 | Europe/Berlin    | 2026-10-25T00:30:00Z | false",
                "today 2:00 x          | 2026-10-25T01:59 | Europe/Berlin    | 2026-10-25T00:00:00Z | false",
                "today 3:00 x          | 2026-10-25T01:59 | Europe/Berlin    | 2026-10-25T02:00:00Z | false",
                "in 1h x               | 2026-10-25T02:30 | Europe/Berlin    | 2026-10-25T01:30:00Z | false",
                "in 1d x               | 2026-10-24T02:30 | Europe/Berlin    | 2026-10-25T00:30:00Z | false",
                // clocks that change by half an hour, or at midnight
                "at 2026-10-04 02:15 x | 2026-10-03T12:00 | Australia/Lord_Howe | 2026-10-03T15:45:00Z | true",
                "at 2026-04-05 01:45 x | 2026-04-04T12:00 | Australia/Lord_Howe | 2026-04-04T14:45:00Z | false",
                "at 2026-04-24 00:30 x | 2026-04-23T12:00 | Africa/Cairo     | 2026-04-23T22:30:00Z | true",
                "at 17:30 x            | 2026-06-10T12:00 | Asia/Kathmandu   | 2026-06-10T11:45:00Z | false",
                "at 17:30 x            | 2026-06-10T12:00 | -03:00           | 2026-06-10T20:30:00Z | false",
                "at 2026-03-08 02:30 x | 2026-03-07T12:00 | America/New_York | 2026-03-08T07:30:00Z | true",
                "in 30m x              | 2026-03-29T01:45 | Europe/Berlin    | 2026-03-29T01:15:00Z | false",
            })
    void keepsTheWritersClock(String written, LocalDateTime saidAt, ZoneId zone, Instant due, boolean shifted)
            throws Refusal {
        When when = When.read(written, saidAt.atZone(zone).toInstant(), zone);
        assertThat(when.at().toInstant()).isEqualTo(due);
        assertThat(when.shifted()).isEqualTo(shifted);
    }

    /** 2026-03-29: 1:00Z is 3:00 after 1:59; 2026-10-25: 0:00Z is the first 2:00, 1:00Z the second. */
    @ParameterizedTest(name = "{0} said at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "at 2:30 x             | 2026-10-25T00:10:00Z | Sun 2026-10-25 02:30 (Europe/Berlin, +02:00)",
                "at 2:30 x             | 2026-10-25T00:30:00Z | Sun 2026-10-25 02:30 (Europe/Berlin, +01:00)",
                "at 2:30 x             | 2026-10-25T00:45:00Z | Sun 2026-10-25 02:30 (Europe/Berlin, +01:00)",
                "at 2:30 x             | 2026-10-25T01:10:00Z | Sun 2026-10-25 02:30 (Europe/Berlin, +01:00)",
                "today 2:30 x          | 2026-10-25T01:10:00Z | Sun 2026-10-25 02:30 (Europe/Berlin, +01:00)",
                "at 2026-10-25 02:30 x | 2026-10-25T01:10:00Z | Sun 2026-10-25 02:30 (Europe/Berlin, +01:00)",
                "at 2:30 x             | 2026-10-25T01:30:00Z | Mon 2026-10-26 02:30 (Europe/Berlin)",
                "at 3:00 x             | 2026-10-25T00:10:00Z | Sun 2026-10-25 03:00 (Europe/Berlin)",
                "at 2:30 x             | 2026-03-29T00:59:59Z | Sun 2026-03-29 03:30 (Europe/Berlin)",
                "at 2:30 x             | 2026-03-29T01:10:00Z | Mon 2026-03-30 02:30 (Europe/Berlin)",
                "today 2:30 x          | 2026-03-29T01:10:00Z | That has passed: here it is Sun 2026-03-29 03:10 (Europe/Berlin).",
            })
    void takesTheNextOfTwoAndNoneThatTheClocksHaveSkipped(String written, Instant saidAt, String taken) {
        String answer;
        try {
            answer = ClockTime.shown(When.read(written, saidAt, BERLIN).at());
        } catch (Refusal e) {
            answer = String.valueOf(e.getMessage());
        }
        assertThat(answer).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "in",
                "in tea",
                "in 10",
                "in 10x tea",
                "in -5m tea",
                "in 1.5h tea",
                "in 0m tea",
                "in 99999999999999999999m tea",
                "in m10 tea",
                "in 1m1h tea",
                "in 1m1m tea",
                "in ١٠m tea",
                "at",
                "at tea",
                "at 25:00 tea",
                "at 17:60 tea",
                "at 13pm tea",
                "at 0am tea",
                "at 2026-13-01 09:00 tea",
                "at 2026-02-29 09:00 tea",
                "at 2026-12-24 tea",
                "at 2026-12-24T tea",
                "at 2025-12-24 09:00 tea",
                "at 0000-01-01 09:00 tea",
                "today 11:00 tea",
                "tomorrow tea",
                "yesterday 9:00 tea",
                "10m tea",
                "${jndi:ldap://x} tea",
            })
    void refusesInOneLine(String written) {
        assertThatThrownBy(() -> When.read(written, noonInBerlin(), BERLIN))
                .isInstanceOf(Refusal.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }

    private static Instant noonInBerlin() {
        return ZonedDateTime.of(2026, 6, 10, 12, 0, 0, 0, BERLIN).toInstant();
    }
}
