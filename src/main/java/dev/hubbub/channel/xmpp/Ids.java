package dev.hubbub.channel.xmpp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

/**
 * The names under which the hub keeps messages of a place. What a room or archive has given an id to is {@code
 * xmpp:PLACE?sid=ID}; the id that a sender gave is an alias, {@code id:ID}; what the hub has sent and got no id for is
 * kept under its delivery's id.
 */
final class Ids {
    private static final String GIVEN = "?sid=";
    private static final String OWN = "id:";
    private static final int LONGEST = 400;

    private Ids() {}

    /** The name of what {@code place} gave this id to. */
    static String given(Jid place, String id) {
        return "xmpp:" + place + GIVEN + id;
    }

    /** The alias of what its sender gave this id to; null if it is too long to be kept. */
    static @Nullable String own(@Nullable String id) {
        return id == null || id.isBlank() || id.length() > LONGEST ? null : OWN + id;
    }

    /** All names that somebody may mean who answers this id; who says it last is asked first. */
    static List<String> meant(Jid place, String id) {
        return List.of(id, OWN + id, given(place, id));
    }

    /** The id that the network gave to what the hub keeps under this name: in a room by the room, else by its sender. */
    static @Nullable String toNetwork(boolean room, @Nullable String name, @Nullable String alias) {
        if (name == null) {
            return null;
        }
        int given = name.indexOf(GIVEN);
        if (room && name.startsWith("xmpp:") && given > 0) {
            return name.substring(given + GIVEN.length());
        }
        if (alias != null && alias.startsWith(OWN)) {
            return alias.substring(OWN.length());
        }
        return name.startsWith("xmpp:") ? null : name;
    }
}
