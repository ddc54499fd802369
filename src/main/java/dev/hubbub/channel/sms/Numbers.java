package dev.hubbub.channel.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes phone numbers in the one form that all of the hub uses: {@code +4917012345} (E.164). */
final class Numbers {
    private static final Pattern SHORT_CODE = Pattern.compile("\\d{3,6}");

    private final String country;

    /** What the library knows of the world's numbers is read when the first number is, not when the hub starts. */
    private static final class World {
        static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    }

    /** @param country where a number without a country code is from, as {@code DE}; empty: such numbers are refused */
    Numbers(String country) {
        this.country = country.strip().toUpperCase(Locale.ROOT);
        if (!this.country.isEmpty() && !World.UTIL.getSupportedRegions().contains(this.country)) {
            throw new IllegalArgumentException("'" + country + "' is no country: write two letters, as DE");
        }
    }

    /** A number in whatever form people write it; short codes stay as they are. Empty if it is no number. */
    Optional<String> read(String text) {
        String bare = text.strip();
        if (SHORT_CODE.matcher(bare).matches()) {
            return Optional.of(bare);
        }
        try {
            PhoneNumber number = World.UTIL.parse(bare, country.isEmpty() ? "ZZ" : country);
            return World.UTIL.isPossibleNumber(number)
                    ? Optional.of(World.UTIL.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** A number as a network writes it: with its country code but often without the plus. */
    Optional<String> ofNetwork(String digits, boolean international) {
        boolean plain = digits.matches("\\d{7,15}");
        if (plain && (international || isValid("+" + digits))) {
            return Optional.of("+" + digits);
        }
        Optional<String> known = read(digits);
        return known.isPresent() || !plain ? known : read("+" + digits);
    }

    private static boolean isValid(String number) {
        try {
            return World.UTIL.isValidNumber(World.UTIL.parse(number, "ZZ"));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** Whether it is a number of a country and no short code. */
    static boolean isInternational(String number) {
        return number.startsWith("+");
    }
}
