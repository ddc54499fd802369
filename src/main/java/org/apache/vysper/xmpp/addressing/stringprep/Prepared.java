package org.apache.vysper.xmpp.addressing.stringprep;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/** What both profiles share (RFC 3454): what is mapped to nothing, what is prohibited, and what may not stand together. */
final class Prepared {
    private static final int FIRST_BESIDE_ASCII = 0x80;

    private Prepared() {}

    /** Mapped and normalised (tables B.1 and form KC). */
    static String normal(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(point -> !isMappedToNothing(point)).forEach(kept::appendCodePoint);
        return Normalizer.normalize(kept, Normalizer.Form.NFKC);
    }

    /** The same, with upper and lower case alike (table B.2). */
    static String folded(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        // what normalising brings forth may have a case of its own
        return normal(fold(normal(fold(text))));
    }

    /** By way of upper case, as some letters have two lower ones, and ß is two. */
    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    }

    /**
     * Refuses what no address holds, and text that runs both ways (section 6).
     *
     * @param also what this profile prohibits besides
     */
    static void refuse(String text, IntPredicate also) throws StringPrepViolationException {
        boolean toLeft = false;
        boolean toRight = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (also.test(point) || isProhibited(point)) {
                throw new StringPrepViolationException(
                        String.format("the character U+%04X may not stand in an address", point));
            }
            toLeft |= runsToLeft(point);
            toRight |= Character.getDirectionality(point) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        }
        if (toLeft
                && (toRight || !runsToLeft(text.codePointAt(0)) || !runsToLeft(text.codePointBefore(text.length())))) {
            throw new StringPrepViolationException("an address may not run both ways");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(point -> point < FIRST_BESIDE_ASCII);
    }

    /** Table D.1. */
    private static boolean runsToLeft(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** Table B.1: soft hyphens, joiners, selectors. */
    private static boolean isMappedToNothing(int point) {
        return switch (point) {
            case 0xAD, 0x34F, 0x1806, 0x180B, 0x180C, 0x180D, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF -> true;
            default -> point >= 0xFE00 && point <= 0xFE0F;
        };
    }

    /** Tables C.1.2 to C.9, which are kinds of characters, and some that deprecated ones of their kinds. */
    private static boolean isProhibited(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> isNoCharacter(point) || isOutOfPlace(point);
        };
    }

    /** Table C.4: code points that will never be characters. */
    private static boolean isNoCharacter(int point) {
        return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    }

    /** Tables C.6 to C.8, as far as their characters are of no kind that is prohibited. */
    private static boolean isOutOfPlace(int point) {
        return point == 0x340
                || point == 0x341
                || (point >= 0x2FF0 && point <= 0x2FFB)
                || point == 0xFFFC
                || point == 0xFFFD;
    }
}
