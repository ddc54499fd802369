package dev.hubbub.log;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * For people: {@code 12:34:56.789 WARN  d.h.outbox.Lane what happened}. What was thrown follows on lines of its own, each
 * of which begins with a tab; no other line of the log does, and no line begins with anything but a time or a tab.
 */
public final class TextEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final TargetLengthBasedClassNameAbbreviator names = new TargetLengthBasedClassNameAbbreviator(24);

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent logged) {
        Event event = Event.of(logged);
        StringBuilder lines = new StringBuilder(256)
                .append(TIME.format(Instant.ofEpochMilli(logged.getTimeStamp())))
                .append(' ')
                .append(String.format("%-5s", logged.getLevel()))
                .append(' ')
                .append(Event.name(names.abbreviate(logged.getLoggerName())))
                .append(' ')
                .append(event.message())
                .append('\n');
        String before = "\t";
        for (Event.Failure failure : event.failures()) {
            lines.append(before).append(failure).append('\n');
            add(failure.frames(), lines);
            before = "\twrapped by ";
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(List<String> frames, StringBuilder lines) {
        frames.forEach(frame -> lines.append("\t\tat ").append(frame).append('\n'));
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
