package dev.hubbub.channel.mail;

/**
 * What one mail may be.
 *
 * @param bytes its size
 * @param parts its parts, at all depths
 * @param depth how deep parts may be nested
 */
record MailLimits(int bytes, int parts, int depth) {
    /** All headers of the mail itself. */
    static final int HEADERS = 256 * 1024;

    /** Characters of HTML that are read; longer HTML is only attached. */
    static final int HTML = 1024 * 1024;

    /** Tags in it likewise: nested without end they cost seconds of a processor, and make ten times as much of it. */
    static final int TAGS = 20_000;

    /** Mail servers that a mail may have passed: RFC 5321, 6.3 asks for 100 or fewer. */
    static final int PASSED = 30;
}
