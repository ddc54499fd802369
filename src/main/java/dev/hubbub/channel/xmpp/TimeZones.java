package dev.hubbub.channel.xmpp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jivesoftware.smackx.time.packet.Time;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

/** The time zones of those the bot talks with, asked from their clients (XEP-0202) and kept for some hours. */
final class TimeZones {
    private static final Duration KEPT = Duration.ofHours(6);
    private static final Duration REFUSAL_KEPT = Duration.ofMinutes(10);
    private static final int MOST = 5_000;
    private static final Pattern ONE_DIGIT = Pattern.compile("^([+-])(\\d:)");

    private final Supplier<@Nullable Session> session;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Jid> clients = new ConcurrentHashMap<>();

    TimeZones(Supplier<@Nullable Session> session) {
        this.session = session;
    }

    /** Notes by which client somebody was last heard, and asks it if its zone is not known. */
    void saw(Jid from) {
        if (clients.size() >= MOST) {
            clients.clear();
        }
        clients.put(from.asBareJid().toString(), from);
    }

    /** The zone, if it is known already; if not it is asked for, and known the next time. */
    Optional<ZoneOffset> known(Jid who) {
        CompletableFuture<Optional<ZoneOffset>> answer = ask(who);
        return answer.isDone() ? answer.getNow(Optional.empty()) : Optional.empty();
    }

    /** The zone, asked for if need be; empty if the client does not tell. Never fails. */
    CompletableFuture<Optional<ZoneOffset>> ask(Jid who) {
        Instant now = Instant.now();
        if (answers.size() >= MOST) {
            answers.clear();
        }
        return answers.compute(
                        who.toString(),
                        (key, old) -> old != null && old.isFresh(now) ? old : new Answer(now, fetch(who)))
                .zone();
    }

    private CompletableFuture<Optional<ZoneOffset>> fetch(Jid who) {
        Session current = session.get();
        Jid client = who.hasNoResource() ? clients.get(who.toString()) : who;
        if (current == null || client == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Time request = new Time();
        request.setTo(client);
        CompletableFuture<Optional<ZoneOffset>> answer = new CompletableFuture<>();
        current.connection()
                .sendIqRequestAsync(request, Duration.ofSeconds(10).toMillis())
                .onSuccess(
                        reply -> answer.complete(reply instanceof Time time ? offset(time.getTzo()) : Optional.empty()))
                .onError(e -> answer.complete(Optional.empty()));
        return answer;
    }

    /** Reads {@code +01:00} (XEP-0082), {@code Z}, and {@code +1:00}, as clients with the Smack library write it. */
    private static Optional<ZoneOffset> offset(@Nullable String tzo) {
        try {
            return tzo == null
                    ? Optional.empty()
                    : Optional.of(ZoneOffset.of(ONE_DIGIT.matcher(tzo).replaceFirst("$10$2")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private record Answer(Instant askedAt, CompletableFuture<Optional<ZoneOffset>> zone) {
        boolean isFresh(Instant now) {
            boolean tells = !zone.isDone() || zone.getNow(Optional.empty()).isPresent();
            return askedAt.plus(tells ? KEPT : REFUSAL_KEPT).isAfter(now);
        }
    }
}
