package dev.hubbub.web;

/**
 * Whether a path is written the one plain way. Everything that two readers could understand differently is refused instead
 * of being put right: doubled slashes, dot segments, path parameters, backslashes, escapes of what needs none. So the
 * guard that decides who may see a path and the handler that serves it always mean the same one.
 */
final class PlainPath {
    private static final int MAX_LENGTH = 2000;
    /** What a segment may hold as it is (RFC 3986), letters and digits apart; {@code ;} is not among it on purpose. */
    private static final String PUNCTUATION = "-._~!$&'()*+,=:@";
    /** What may not even be escaped: it divides or ends paths, or begins an escape. */
    private static final String NEVER = "/\\;?%#";

    private PlainPath() {}

    static boolean isPlain(String path) {
        if (path.isEmpty() || path.charAt(0) != '/' || path.length() > MAX_LENGTH) {
            return false;
        }
        for (int start = 1; start <= path.length(); ) {
            int slash = path.indexOf('/', start);
            boolean last = slash < 0;
            int end = last ? path.length() : slash;
            if (start == end ? !last : !isPlainSegment(path.substring(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isPlainSegment(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            return false;
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                if (i + 2 >= segment.length() || !isNeededEscape(segment.substring(i + 1, i + 3))) {
                    return false;
                }
                i += 2;
            } else if (!isUnreserved(c) && PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNeededEscape(String hex) {
        if (Character.digit(hex.charAt(0), 16) < 0 || Character.digit(hex.charAt(1), 16) < 0) {
            return false;
        }
        int value = Integer.parseInt(hex, 16);
        return value >= 0x20 && value != 0x7f && !isUnreserved((char) value) && NEVER.indexOf(value) < 0;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
