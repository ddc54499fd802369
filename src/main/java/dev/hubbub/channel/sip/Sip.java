package dev.hubbub.channel.sip;

import dev.hubbub.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.AllowHeader;
import javax.sip.header.Header;
import javax.sip.header.RequireHeader;
import javax.sip.header.UnsupportedHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** The hub's one user agent, for all routes, whichever file they stand in. It is there as long as one of them runs. */
public final class Sip {
    /** What may travel by UDP (RFC 3428, 8; RFC 3261, 18.1.1). */
    private static final int MOST_BY_UDP = 1300;

    private static final int TRIES = 3;
    private static final Header ALLOW = SipParts.header(AllowHeader.NAME, "MESSAGE");
    private static final Header ALLOW_OPTIONS = SipParts.header(AllowHeader.NAME, "OPTIONS");
    private static final Header TEXT = SipParts.header("Accept", "text/plain");
    private static final Header CPIM = SipParts.header("Accept", "message/cpim");

    private final SipSettings settings;
    private final SipGate gate;
    private final Map<String, Taker> takers = new ConcurrentHashMap<>();
    private int routes;
    private @Nullable SipAgent agent;
    private @Nullable Registration registration;

    /** A route that takes what is said to a user of the hub. */
    interface Taker {
        /** Takes it. @return the status to answer */
        int take(Said said);
    }

    private Sip(SipSettings settings, Clock clock) {
        this.settings = settings;
        this.gate =
                new SipGate(settings.trusted(), settings.own().host(), settings.visitor(), settings.digests(), clock);
    }

    /** As the settings say; nothing listens before a route does. */
    public static Sip of(Settings settings, Clock clock) {
        return new Sip(SipSettings.of(settings), clock);
    }

    SipSettings settings() {
        return settings;
    }

    /** A route begins to use it. */
    synchronized void enter() throws IOException {
        if (!settings.isConfigured()) {
            throw new IOException("SIP is not configured: set hubbub.sip.server");
        }
        if (routes == 0) {
            SipAgent opened = SipAgent.open(
                    settings.host(), settings.port(), settings.largest(), SipTls.of(settings), this::serve);
            agent = opened;
            registration = settings.register().isZero() ? null : Registration.start(this, opened);
        }
        routes++;
    }

    /** A route uses it no longer. */
    void leave() {
        SipAgent closing = null;
        Registration ending = null;
        synchronized (this) {
            if (--routes == 0) {
                closing = agent;
                ending = registration;
            }
        }
        if (ending != null) {
            ending.close();
        }
        if (closing != null) {
            closing.close();
        }
    }

    /** @param user whose messages it takes; empty: those of all for whom there is no other */
    void listen(String user, Taker taker) throws IOException {
        if (takers.putIfAbsent(user, taker) != null) {
            throw new IOException(
                    "another route takes what comes by sip:messages" + (user.isEmpty() ? "" : " for " + user));
        }
    }

    void hush(String user) {
        takers.remove(user);
    }

    /**
     * Sends a request to the server, with a log-in where one is asked for.
     *
     * @throws SipException if it could not be sent
     * @throws TimeoutException if there was no answer
     */
    Response ask(SipLetter letter) throws SipException, TimeoutException, InterruptedException {
        SipAgent open = agent();
        Response answer = open.ask(sized(open, letter, 1, List.of()));
        for (int number = 2; number <= TRIES && Login.isAsked(answer); number++) {
            if (number > 2 && !Login.isStale(answer)) {
                break;
            }
            Optional<Header> login = settings.login()
                    .answer(answer, letter.method(), letter.target().uri());
            if (login.isEmpty()) {
                break;
            }
            answer = open.ask(sized(open, letter, number, List.of(login.get())));
        }
        return answer;
    }

    private synchronized SipAgent agent() throws SipException {
        SipAgent open = agent;
        if (open == null) {
            throw new SipException("no route of SIP runs");
        }
        return open;
    }

    private Request sized(SipAgent open, SipLetter letter, int number, List<Header> shown) {
        Request request = letter.request(open, settings.server(), settings.transport(), number, shown);
        boolean fits = settings.transport() != Transport.UDP
                || request.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BY_UDP;
        return fits ? request : letter.request(open, settings.server(), Transport.TCP, number, shown);
    }

    private void serve(SipAsked asked) {
        switch (asked.request().getMethod()) {
            case Request.OPTIONS -> asked.answer(Response.OK, ALLOW, ALLOW_OPTIONS, TEXT, CPIM);
            case Request.MESSAGE -> message(asked);
            default -> asked.answer(Response.METHOD_NOT_ALLOWED, ALLOW, ALLOW_OPTIONS);
        }
    }

    private void message(SipAsked asked) {
        if (!gate.admits(asked)) {
            return;
        }
        if (asked.request().getHeader(RequireHeader.NAME) instanceof RequireHeader required) {
            asked.answer(Response.BAD_EXTENSION, SipParts.header(UnsupportedHeader.NAME, required.getOptionTag()));
            return;
        }
        Taker taker = taker(asked.request());
        if (taker == null) {
            refuse(asked);
            return;
        }
        try {
            int status = Said.read(asked.request()).map(taker::take).orElse(Response.OK);
            if (status == Response.SERVICE_UNAVAILABLE) {
                asked.later();
            } else {
                asked.answer(status);
            }
        } catch (Said.UnreadableException e) {
            asked.answer(e.status(), TEXT, CPIM);
        }
    }

    /** Where no route listens at all, one is only being changed, or stops. */
    private void refuse(SipAsked asked) {
        if (takers.isEmpty()) {
            asked.later();
        } else {
            asked.answer(Response.NOT_FOUND);
        }
    }

    private @Nullable Taker taker(Request request) {
        String user = request.getRequestURI() instanceof SipURI uri && uri.getUser() != null ? uri.getUser() : "";
        Taker own = takers.get(user);
        return own == null ? takers.get("") : own;
    }
}
