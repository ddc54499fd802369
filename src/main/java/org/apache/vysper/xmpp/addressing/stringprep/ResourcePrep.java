package org.apache.vysper.xmpp.addressing.stringprep;

/** The part of an address after the {@code /}: the Resourceprep profile (RFC 6122, appendix B). */
public final class ResourcePrep {
    private ResourcePrep() {}

    /**
     * The form in which such parts are compared.
     *
     * @throws StringPrepViolationException if the text is no such part
     */
    public static String prepare(String resource) throws StringPrepViolationException {
        String prepared = Prepared.normal(resource);
        Prepared.refuse(prepared, point -> false);
        return prepared;
    }
}
