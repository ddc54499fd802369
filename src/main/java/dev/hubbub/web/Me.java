package dev.hubbub.web;

import dev.hubbub.security.Caller;
import dev.hubbub.security.Role;
import dev.hubbub.security.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A caller as told to itself.
 *
 * @param kind {@code user} or {@code client}
 * @param name the user's name or the client's id
 * @param address the sender's address of what it says
 * @param roles what it may do at large
 * @param sessionEnds when its session ends at the latest, if it has one
 */
public record Me(String kind, String name, String address, List<String> roles, Optional<Instant> sessionEnds) {
    /** A caller with the session it came by. */
    public static Me of(Caller caller, Optional<Sessions.Active> session) {
        return new Me(
                caller.kind().word(),
                caller.name(),
                caller.address().uri(),
                caller.roles().stream().sorted().map(Role::word).toList(),
                session.map(Sessions.Active::endsAt));
    }
}
