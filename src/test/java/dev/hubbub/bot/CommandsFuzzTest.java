package dev.hubbub.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Whatever is typed to the bot is talk, a command, or a command that is refused in one sentence. */
class CommandsFuzzTest {
    /** The day before the clocks go forward in Berlin and in New York, in one of them. */
    private static final List<Instant> NOWS =
            List.of(Instant.parse("2026-03-28T22:30:00Z"), Instant.parse("2026-12-31T23:59:59.999Z"));

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("UTC"), ZoneId.of("Pacific/Apia"));

    @FuzzTest
    void understandsOrRefuses(byte[] data) {
        String text = Fuzzed.brokenText(data);
        if (Fuzzed.isChosen(data)) {
            Fuzzed.promptly(() -> CommandLine.parse("!" + Fuzzed.repeated(text, 20_000)));
        }
        Optional<CommandLine> command = CommandLine.parse(text);
        command.ifPresent(read -> {
            assertThat(read.word()).matches("[a-z][a-z0-9-]{0,30}");
            assertThat(read.arguments()).isEqualTo(read.arguments().strip());
            assertThat(CommandLine.parse("!" + read.word() + " " + read.arguments()))
                    .contains(read);
        });
        String written = command.map(CommandLine::arguments).orElse(text);
        NOWS.forEach(now -> ZONES.forEach(zone -> moment(written, now, zone)));
    }

    private static void moment(String written, Instant now, ZoneId zone) {
        try {
            When when = When.read(written, now, zone);
            assertThat(when.at().toInstant()).isAfter(now);
            assertThat(when.at().getZone()).isEqualTo(zone);
            assertThat(written.strip()).endsWith(when.text());
            // what the bot answers says the same moment again
            String again =
                    "at " + ClockTime.shown(when.at()).substring(4, when.at().getSecond() == 0 ? 20 : 23);
            if (when.at().getYear() <= 9999
                    && !isSaidTwice(when, zone)
                    && when.at().getNano() == 0) {
                assertThat(When.read(again, now.minus(Duration.ofMinutes(1)), zone)
                                .at())
                        .isEqualTo(when.at());
            }
        } catch (Refusal e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
        }
    }

    /** Where the clocks go back, a time is there twice. */
    private static boolean isSaidTwice(When when, ZoneId zone) {
        return zone.getRules().getValidOffsets(when.at().toLocalDateTime()).size() > 1;
    }
}
