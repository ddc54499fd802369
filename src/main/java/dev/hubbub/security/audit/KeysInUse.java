package dev.hubbub.security.audit;

import java.util.Map;

/** Notes which key the hub uses for something whenever it is another one than before, so that a rotation is seen. */
public final class KeysInUse {
    private static final String USED = "key.use";

    private KeysInUse() {}

    /**
     * Notes a key by its id.
     *
     * @param purpose what it is for, as {@code issuer}
     */
    public static void note(AuditLog audit, String purpose, String id) {
        String target = "keys/" + purpose;
        AuditLog.Wanted last = new AuditLog.Wanted(Act.HUB, USED, target, null, null, null);
        boolean known = audit.list(last, null, 1).stream()
                .anyMatch(entry -> id.equals(entry.act().detail().get("id")));
        if (!known) {
            audit.done(Act.HUB, "", USED, target, Map.of("id", id));
        }
    }
}
