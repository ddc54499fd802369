package dev.hubbub.channel.sms;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message that was sent (SMPP 3.4, appendix B).
 *
 * @param ids the SMSC's id of the message, in each form in which the SMSC may have told it before: some say it in hexadecimal
 *     when they take a message and in decimal here, or the other way round. The likeliest first
 * @param state {@code delivered}, {@code bounced}, or null if it is not over yet
 */
record Receipt(List<String> ids, @Nullable String state) {
    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([0-9a-z._-]{1,65})");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:\\s*([a-z]{5,8})");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}");
    private static final Pattern HEXADECIMAL = Pattern.compile("(?i)[0-9a-f]{1,15}");
    private static final String DELIVERED = "delivered";
    private static final String BOUNCED = "bounced";

    Receipt {
        ids = List.copyOf(ids);
    }

    /**
     * Reads a receipt.
     *
     * @param parameter the parameter receipted_message_id: the id just as the SMSC told it before
     * @param code the parameter message_state
     * @param text what the receipt says, mostly {@code id:… stat:DELIVRD …}
     */
    static Receipt of(Optional<String> parameter, Optional<Integer> code, String text) {
        Set<String> ids = new LinkedHashSet<>();
        parameter.ifPresent(ids::add);
        find(ID, text).ifPresent(id -> ids.addAll(forms(id)));
        parameter.ifPresent(id -> ids.addAll(forms(id)));
        String state = code.map(Receipt::ofCode).orElse("");
        if (state.isEmpty()) {
            state = find(STATE, text).map(Receipt::ofWord).orElse("");
        }
        return new Receipt(new ArrayList<>(ids), state.isEmpty() ? null : state);
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Set<String> forms(String id) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(id);
        if (DECIMAL.matcher(id).matches()) {
            long number = Long.parseLong(id);
            String hexadecimal = Long.toHexString(number);
            forms.add(hexadecimal.toUpperCase(Locale.ROOT));
            forms.add(hexadecimal);
            forms.add(padded(hexadecimal.toUpperCase(Locale.ROOT)));
            forms.add(padded(hexadecimal));
            forms.add(Long.toString(number));
        }
        if (HEXADECIMAL.matcher(id).matches()) {
            long number = Long.parseLong(id, 16);
            forms.add(Long.toString(number));
            forms.add(String.format(Locale.ROOT, "%010d", number));
        }
        return forms;
    }

    private static String padded(String hexadecimal) {
        return "0".repeat(Math.max(0, 8 - hexadecimal.length())) + hexadecimal;
    }

    /** SMPP 3.4, 5.2.28. */
    private static String ofCode(int code) {
        return switch (code) {
            case 2 -> DELIVERED;
            case 3, 4, 5, 8 -> BOUNCED;
            default -> "";
        };
    }

    private static String ofWord(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "DELIVRD" -> DELIVERED;
            case "EXPIRED", "DELETED", "UNDELIV", "REJECTD" -> BOUNCED;
            default -> "";
        };
    }
}
