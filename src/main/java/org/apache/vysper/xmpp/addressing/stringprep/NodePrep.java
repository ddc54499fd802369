package org.apache.vysper.xmpp.addressing.stringprep;

/** The part of an address before the {@code @}: the Nodeprep profile (RFC 6122, appendix A). */
public final class NodePrep {
    private static final String ALSO_PROHIBITED = "\"&'/:<>@";

    private NodePrep() {}

    /**
     * The form in which such parts are compared.
     *
     * @throws StringPrepViolationException if the text is no such part
     */
    public static String prepare(String node) throws StringPrepViolationException {
        String prepared = Prepared.folded(node);
        Prepared.refuse(prepared, point -> point == ' ' || ALSO_PROHIBITED.indexOf(point) >= 0);
        return prepared;
    }
}
