package dev.hubbub.security;

import dev.hubbub.config.Secret;
import dev.hubbub.security.audit.Act;
import dev.hubbub.security.audit.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * People and programs coming in. Too many wrong tries have to wait, and so do too many right ones; whatever becomes of a
 * try is in the audit log before it is answered, but for those that are sent away to wait.
 */
public final class LogIns {
    private final Users users;
    private final Clients clients;
    private final Sessions sessions;
    private final Issuer issuer;
    private final LoginThrottle throttle;
    private final AuditLog audit;
    private final Clock clock;
    private final RateLimit people;
    private final RateLimit programs;

    /**
     * How many right ones are let in.
     *
     * @param people log-ins of one user in a minute; 0: any number
     * @param programs tokens of one client in a minute; 0: any number
     */
    public record Limits(int people, int programs) {
        /** What is usual. */
        public static final Limits USUAL = new Limits(60, 600);
    }

    public LogIns(
            Users users,
            Clients clients,
            Sessions sessions,
            Issuer issuer,
            LoginThrottle throttle,
            Limits limits,
            AuditLog audit,
            Clock clock) {
        this.users = users;
        this.clients = clients;
        this.sessions = sessions;
        this.issuer = issuer;
        this.throttle = throttle;
        this.audit = audit;
        this.clock = clock;
        Duration minute = Duration.ofMinutes(1);
        this.people = new RateLimit("Too many log-ins.", limits.people(), minute);
        this.programs = new RateLimit("Too many tokens.", limits.programs(), minute);
    }

    /**
     * Begins a session; empty if name or password is wrong.
     *
     * @throws TooBusyException if there were too many tries
     */
    public Optional<Sessions.Begun> person(String name, Secret password, String address) {
        Optional<User> user = users.logIn(name, password, address);
        if (user.isEmpty()) {
            Optional<User> meant = users.find(name);
            String why = meant.map(it -> it.disabled() ? "locked out" : "wrong password")
                    .orElse("unknown name");
            refuse("session", meant.map(it -> it.caller().principal()), why, throttle.imposed(name, address), address);
            return Optional.empty();
        }
        people.take(name, 1);
        Sessions.Begun begun = sessions.begin(user.get());
        audit.add(new Act(
                clock.instant(), principal(user.get()), address, "session.begin", null, Act.Outcome.DONE, Map.of()));
        return Optional.of(begun);
    }

    /** Ends a session. */
    public void out(Sessions.Active session, String address) {
        sessions.end(session.digest());
        String who = session.caller().principal();
        audit.add(new Act(clock.instant(), who, address, "session.end", null, Act.Outcome.DONE, Map.of()));
    }

    /**
     * Makes a token; empty if id or secret is wrong.
     *
     * @throws TooBusyException if there were too many tries
     */
    public Optional<Issuer.Issued> program(String id, Secret secret, String address) {
        String name = "client " + id;
        throttle.refuseWhoMustWait(name, address);
        Optional<Client> client = clients.check(id, secret);
        if (client.isEmpty()) {
            throttle.wrong(name, address);
            Optional<String> meant = clients.find(id).map(it -> it.caller().principal());
            String why = meant.isPresent() ? "wrong secret" : "unknown id";
            refuse("token", meant, why, throttle.imposed(name, address), address);
            return Optional.empty();
        }
        programs.take(id, 1);
        Issuer.Issued issued = issuer.issue(client.get());
        String who = client.get().caller().principal();
        audit.add(new Act(clock.instant(), who, address, "token.issue", null, Act.Outcome.DONE, Map.of()));
        return Optional.of(issued);
    }

    /** Notes a wrong try; of one that makes the next ones wait it says for how long. */
    private void refuse(String what, Optional<String> meant, String why, Duration wait, String address) {
        Map<String, Object> detail = new TreeMap<>(Map.of("reason", why));
        boolean locked = !wait.isZero();
        if (locked) {
            detail.put("waitSeconds", wait.toSeconds());
        }
        String begin = what.equals("token") ? "token.issue" : "session.begin";
        String actor = meant.orElse(Act.UNKNOWN);
        audit.add(new Act(
                clock.instant(), actor, address, locked ? what + ".locked" : begin, null, Act.Outcome.REFUSED, detail));
    }

    private static String principal(User user) {
        return user.caller().principal();
    }
}
