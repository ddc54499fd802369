package dev.hubbub.bot;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@code !remind}: keeps what somebody wants to be told later, and tells them. A reminder is kept in the database first
 * and gets an alarm of its own at its exact time; {@link #windUp} sets the alarms that a crash in between left unset.
 */
public final class Reminders {
    static final int MAX_TEXT = 1000;
    private static final int MAX_DAYS = 366;

    private final ReminderBook book;
    private final DueReminders due;
    private final AlarmClock clock;
    private final Voice voice;
    private final int most;

    /** @param most how many reminders a sender may have waiting at one place */
    public Reminders(ReminderBook book, DueReminders due, AlarmClock clock, Voice voice, int most) {
        this.book = book;
        this.due = due;
        this.clock = clock;
        this.voice = voice;
        this.most = most;
    }

    /** Answers {@code !remind} with these arguments. */
    public String answer(String arguments, Call call) {
        Words words = new Words(arguments);
        try {
            if (words.skipIf("list")) {
                return list(call);
            }
            return words.skipIf("cancel") ? cancel(words.rest(), call) : set(arguments, call);
        } catch (Refusal e) {
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Says a reminder whose time has come, if it is still to be said.
     *
     * @throws dev.hubbub.intake.LogUnavailableException and others, if it could not be brought into the hub; it is
     *     still to be said then
     */
    public void ring(UUID id) {
        Optional<Reminder> found = due.find(id);
        if (found.isEmpty()) {
            return;
        }
        Waiting.on(voice.say(said(found.get())));
        due.said(id);
    }

    /** Sets the alarm of each reminder that is still to be said; those that are set stay as they are. */
    public void windUp() {
        due.all().forEach(clock::set);
    }

    private String set(String arguments, Call call) throws Refusal {
        When when = When.read(arguments, call.saidAt(), call.zone());
        Instant at = when.at().toInstant();
        check(when.text(), Duration.between(call.saidAt(), at));
        Reminder kept = book.add(call, when.text(), at, most)
                .orElseThrow(
                        () -> new Refusal(
                                "You have " + most
                                        + " reminders waiting here, which is the most. !remind list shows them, !remind cancel NUMBER calls one off."));
        clock.set(kept.id(), kept.at());
        return "Reminder " + kept.number() + " is set for " + ClockTime.shown(kept.due()) + "."
                + (when.shifted() ? " The clocks go forward then: the time you wrote does not exist." : "");
    }

    private static void check(String text, Duration ahead) throws Refusal {
        if (text.isBlank()) {
            throw new Refusal("What shall I say then? " + When.FORMS);
        }
        if (text.length() > MAX_TEXT) {
            throw new Refusal(
                    "A reminder has at most " + MAX_TEXT + " characters; this one has " + text.length() + ".");
        }
        if (ahead.toDays() >= MAX_DAYS) {
            throw new Refusal("A reminder is at most a year ahead.");
        }
    }

    private String list(Call call) {
        List<Reminder> waiting = book.waiting(call);
        return waiting.isEmpty()
                ? "You have no reminders waiting here."
                : waiting.stream()
                        .map(r -> r.number() + ": " + ClockTime.shown(r.due()) + ": " + r.text())
                        .collect(Collectors.joining("\n"));
    }

    private String cancel(String written, Call call) throws Refusal {
        if (!written.matches("#?[0-9]{1,9}")) {
            throw new Refusal("Write: !remind cancel NUMBER. !remind list shows the numbers.");
        }
        int number = Integer.parseInt(written.replace("#", ""));
        Reminder gone = book.cancel(call, number)
                .orElseThrow(() -> new Refusal("You have no reminder " + number + " waiting here."));
        clock.unset(gone.id());
        return "Reminder " + gone.number() + " is called off.";
    }

    private static Draft said(Reminder reminder) {
        Call.Place place = reminder.owner().place();
        return Draft.builder(
                        ChannelId.HUB,
                        Address.BOT,
                        "Reminder for " + reminder.owner().shownName() + ": " + reminder.text())
                .externalId("reminder:" + reminder.id())
                .explicitTargets(List.of(new Target(place.channel(), place.replyTo(), null)))
                .build();
    }
}
