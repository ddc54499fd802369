package dev.hubbub.channel.sms;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Counts what texts cost, durably, so that no restart makes a day begin anew. */
public interface Spending {
    /**
     * What one delivery is about to send to one number.
     *
     * @param delivery the delivery's name: what it costs is counted once, however often it is tried
     * @param parts messages that the network charges for
     */
    record Sum(String delivery, String number, LocalDate day, int parts) {}

    /**
     * How much may be spent; 0: any number.
     *
     * @param perNumber parts to one number in a day
     * @param perDay parts in a day
     */
    record Limits(int perNumber, int perDay) {}

    /**
     * Spends what one text costs, to all its numbers, if that stays within the limits; otherwise nothing of it is spent, and
     * the answer says why not. However many ask at once, on however many hubs, no limit is ever exceeded.
     */
    Optional<String> spend(List<Sum> sums, Limits limits);
}
