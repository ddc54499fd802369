package dev.hubbub.channel.sms;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * How texts are sent and received, whatever the account.
 *
 * @param country where a number without a country code is from; empty: such numbers are refused
 * @param writing how the SMSC wants the default alphabet written
 * @param mostParts parts of one text at most; the rest is cut off
 * @param segmentation whether parts are told by parameters of SMPP instead of a user data header
 * @param patience how long parts wait for those that are missing
 * @param missing what stands for a part that did not come
 * @param repeat how long after one the same text again is a repeat of it
 * @param prefixes beginnings of the numbers that may be written to; none: all
 * @param zone where a day of spending begins
 */
record SmsOptions(
        String country,
        Alphabet.Writing writing,
        int mostParts,
        boolean segmentation,
        Duration patience,
        String missing,
        Duration repeat,
        List<String> prefixes,
        Spending.Limits limits,
        ZoneId zone) {

    SmsOptions {
        prefixes = List.copyOf(prefixes);
    }

    /** As the keys {@code hubbub.sms.…} say. */
    static SmsOptions of(Settings settings) {
        return new SmsOptions(
                settings.text(Key.SMS_COUNTRY),
                Alphabet.Writing.of(settings.text(Key.SMS_ALPHABET)),
                settings.integer(Key.SMS_MOST_PARTS, 1, Outgoing.MOST_PARTS),
                settings.flag(Key.SMS_SAR),
                settings.duration(Key.SMS_PARTS_WAIT),
                settings.text(Key.SMS_PART_MISSING),
                settings.duration(Key.SMS_REPEAT),
                settings.words(Key.SMS_PREFIXES),
                new Spending.Limits(settings.integer(Key.SMS_PER_NUMBER), settings.integer(Key.SMS_PER_DAY)),
                settings.has(Key.TIME_ZONE) ? ZoneId.of(settings.text(Key.TIME_ZONE)) : ZoneId.systemDefault());
    }
}
